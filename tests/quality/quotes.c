/* quotes.c - how well quotes are told from what only looks like one.
 *
 * Makes 2,000 quotes from the training meetings with a fixed seed, changes
 * them in known ways, looks for them, and counts. Names of quotes that came
 * out wrong are printed with -v.
 */
#define _POSIX_C_SOURCE 200809L

#include <insights/model.h>
#include <insights/quote.h>

#include "support/data.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEETINGS 80
#define WORDS 400
#define TEXT 4096

typedef enum class {
    CLASS_TRUE,
    CLASS_EDITED,
    CLASS_STITCHED,
    CLASS_FOREIGN,
    CLASS_NEGATION,
    CLASS_NUMBER,
    CLASS_NAME,
    CLASSES
} class;

static const char *const class_names[CLASSES] = {
    "true", "1-2 edits", "stitched", "foreign", "negation", "number", "name"};

static const int class_sizes[CLASSES] = {400, 500, 400, 300, 150, 100, 150};

typedef struct tally {
    int made;
    int exact;
    int normalised;
    int variant; /* fuzzy, meaning kept */
    int altered; /* fuzzy, meaning changed */
    int stitched;
    int none;
} tally;

typedef struct words {
    char *items[WORDS];
    size_t count;
    char text[TEXT];
} words;

static insights_conversation *meetings[MEETINGS];
static size_t meeting_count;
static uint64_t state = 20261123;
static int verbose;

static size_t chance(size_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)((state * 2685821657736338717ull) >> 33) % below;
}

/* --- Words of a turn ---------------------------------------------------------
 */

static int is_word(const char *word)
{
    return (*word >= 'a' && *word <= 'z') || (*word >= 'A' && *word <= 'Z') ||
           (*word >= '0' && *word <= '9');
}

static int split(const char *text, words *out)
{
    size_t length = strlen(text);
    char *at;

    if (length >= TEXT)
        return 0;
    memcpy(out->text, text, length + 1);
    out->count = 0;
    for (at = strtok(out->text, " "); at && out->count < WORDS;
         at = strtok(NULL, " "))
        out->items[out->count++] = at;
    return 1;
}

/* A stretch of `least` to `most` words of one turn, which begins and ends
 * with words. */
static int pick(
    size_t meeting,
    size_t least,
    size_t most,
    words *out,
    size_t *turn)
{
    const insights_conversation *script = meetings[meeting];

    for (int tries = 0; tries < 2000; tries++) {
        size_t wanted = least + chance(most - least + 1);
        size_t first;
        size_t last;
        size_t count = 0;

        *turn = chance(insights_conversation_turns(script));
        if (!split(insights_conversation_text(script, *turn), out) ||
            out->count < wanted)
            continue;
        first = chance(out->count - wanted + 1);
        while (first < out->count && !is_word(out->items[first]))
            first++;
        for (last = first; last < out->count && count < wanted; last++)
            count += (size_t)is_word(out->items[last]);
        if (count < least)
            continue;
        memmove(
            out->items, out->items + first, (last - first) * sizeof(char *));
        out->count = last - first;
        return 1;
    }
    return 0;
}

static void join(const words *w, char *out)
{
    *out = '\0';
    for (size_t i = 0; i < w->count; i++) {
        if (i)
            strcat(out, " ");
        strcat(out, w->items[i]);
    }
}

static void insert(words *w, size_t at, const char *word)
{
    memmove(w->items + at + 1, w->items + at, (w->count - at) * sizeof(char *));
    w->items[at] = (char *)(uintptr_t)word;
    w->count++;
}

static void drop(words *w, size_t at)
{
    w->count--;
    memmove(w->items + at, w->items + at + 1, (w->count - at) * sizeof(char *));
}

static int is_in(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return 1;
    return 0;
}

/* --- Changes -----------------------------------------------------------------
 */

static const char *const small_words[] = {
    "the", "a", "of", "to", "in", "that", "it", "this", "for", "on", NULL};
static const char *const fillers[] = {"um",   "uh",   "Um", "Uh",
                                      "like", "well", NULL};

/* A typing error inside a word. The word lives in `room`. */
static int mistype(words *w, char *room)
{
    size_t at = chance(w->count);
    size_t size = strlen(w->items[at]);
    size_t spot;

    if (size < 4 || size > 30 || !is_word(w->items[at]))
        return 0;
    strcpy(room, w->items[at]);
    spot = 1 + chance(size - 2);
    if (chance(2)) {
        memmove(room + spot, room + spot + 1, size - spot);
    } else {
        char other = room[spot];

        if (other == room[spot + 1])
            return 0;
        room[spot] = room[spot + 1];
        room[spot + 1] = other;
    }
    w->items[at] = room;
    return 1;
}

static int edit(words *w, char *room)
{
    size_t at = chance(w->count);

    switch (chance(4)) {
    case 0:
        return mistype(w, room);
    case 1:
        for (size_t i = 0; i < w->count; i++)
            if (is_in(w->items[i], fillers) && w->count > 6) {
                drop(w, i);
                return 1;
            }
        return 0;
    case 2:
        insert(w, at, small_words[chance(10)]);
        return 1;
    default:
        for (size_t i = 0; i < w->count; i++) {
            const char *other = small_words[chance(10)];
            size_t place = (at + i) % w->count;

            if (is_in(w->items[place], small_words) &&
                strcmp(w->items[place], other) != 0) {
                w->items[place] = (char *)(uintptr_t)other;
                return 1;
            }
        }
        return 0;
    }
}

static int plant_negation(words *w)
{
    static const char *const helpers[] = {
        "is",    "are", "was",  "were", "can",  "will", "would", "should",
        "could", "do",  "does", "did",  "have", "has",  NULL};
    static const char *const negations[] = {"not", "never", "no", NULL};
    size_t from = chance(w->count);

    for (size_t i = 0; i < w->count; i++) {
        size_t at = (from + i) % w->count;

        if (is_in(w->items[at], negations) && at > 0 && at + 1 < w->count) {
            drop(w, at);
            return 1;
        }
        if (is_in(w->items[at], helpers) && at + 1 < w->count &&
            !is_in(w->items[at + 1], negations)) {
            insert(w, at + 1, "not");
            return 1;
        }
    }
    return 0;
}

static int plant_number(words *w)
{
    static const char *const numbers[] = {
        "two",    "three",  "four",  "five",   "six",     "seven",
        "eight",  "nine",   "ten",   "eleven", "twelve",  "fifteen",
        "twenty", "thirty", "forty", "fifty",  "hundred", NULL};
    size_t from = chance(w->count);

    for (size_t i = 0; i < w->count; i++) {
        size_t at = (from + i) % w->count;
        const char *other = numbers[chance(16)];

        if (strcmp(w->items[at], other) == 0)
            continue;
        if (is_in(w->items[at], numbers) ||
            (w->items[at][0] >= '1' && w->items[at][0] <= '9')) {
            w->items[at] = (char *)(uintptr_t)other;
            return 1;
        }
    }
    return 0;
}

/* Whether the meeting writes a word small anywhere. */
static int is_written_small(const insights_conversation *script, const char *s)
{
    char small[64];
    size_t size = strlen(s);

    if (size >= sizeof(small))
        return 1;
    for (size_t i = 0; i <= size; i++)
        small[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
    for (size_t i = 0; i < insights_conversation_turns(script); i++) {
        const char *at = insights_conversation_text(script, i);

        while ((at = strstr(at, small))) {
            if (!((at[size] >= 'a' && at[size] <= 'z')))
                return 1;
            at++;
        }
    }
    return 0;
}

static int plant_name(words *w, const insights_conversation *script)
{
    static const char *const names[] = {"Brandon", "Melissa", "Oxford",
                                        "Toyota",  "Ingrid",  "Lisbon"};

    for (size_t i = 1; i < w->count; i++) {
        const char *word = w->items[i];

        if (*word < 'A' || *word > 'Z' || strlen(word) < 3 ||
            !is_word(w->items[i - 1]) || strpbrk(w->items[i - 1], ".?!:") ||
            strchr(word, '\'') || is_written_small(script, word))
            continue;
        w->items[i] = (char *)(uintptr_t)names[chance(6)];
        return 1;
    }
    return 0;
}

/* --- Making and looking ------------------------------------------------------
 */

/* A quote of a class, and the meeting to look for it in. */
static int make(class kind, char *out, size_t *meeting)
{
    static words w;
    static words other;
    static char room[2][64];
    size_t turn;
    size_t far;

    *meeting = chance(meeting_count);
    if (!pick(
            *meeting, kind == CLASS_STITCHED ? 5 : 6,
            kind == CLASS_STITCHED ? 15 : 30, &w, &turn))
        return 0;
    switch (kind) {
    case CLASS_EDITED:
        if (!edit(&w, room[0]) || (chance(2) && !edit(&w, room[1])))
            return 0;
        break;
    case CLASS_STITCHED:
        if (!pick(*meeting, 5, 15, &other, &far) ||
            (far > turn ? far - turn : turn - far) < 5)
            return 0;
        for (size_t i = 0; i < other.count; i++)
            insert(&w, w.count, other.items[i]);
        break;
    case CLASS_FOREIGN:
        *meeting = (*meeting + 1 + chance(meeting_count - 1)) % meeting_count;
        break;
    case CLASS_NEGATION:
        if (!plant_negation(&w))
            return 0;
        break;
    case CLASS_NUMBER:
        if (!plant_number(&w))
            return 0;
        break;
    case CLASS_NAME:
        if (!plant_name(&w, meetings[*meeting]))
            return 0;
        break;
    default:
        break;
    }
    join(&w, out);
    return 1;
}

static void report(const char *what, const char *quote, const insights_match *m)
{
    if (verbose)
        printf(
            "  %s (%.2f): %s\n    said: %s\n    changes: %s\n", what,
            insights_match_similarity(m), quote,
            insights_match_text(m) ? insights_match_text(m) : "-",
            insights_match_changes(m));
}

static int look(class kind, const char *quote, size_t meeting, tally *t)
{
    insights_record *record = NULL;
    insights_error *error = NULL;
    const insights_match *match;
    const char *parts;

    if (insights_quote_locate(meetings[meeting], quote, NULL, &record, &error) <
        0) {
        fprintf(stderr, "%s: %s\n", insights_error_message(error), quote);
        insights_error_free(error);
        return 0;
    }
    match = insights_match_from(record);
    parts = insights_match_parts(match);
    t->made++;
    switch (insights_match_status(match)) {
    case INSIGHTS_GROUNDING_EXACT:
        t->exact++;
        break;
    case INSIGHTS_GROUNDING_NORMALISED:
        t->normalised++;
        if (kind >= CLASS_NEGATION)
            report("unseen", quote, match);
        break;
    case INSIGHTS_GROUNDING_FUZZY:
        if (insights_match_altered(match))
            t->altered++;
        else
            t->variant++;
        if (kind == CLASS_STITCHED || kind == CLASS_FOREIGN ||
            (kind >= CLASS_NEGATION && !insights_match_altered(match)))
            report("passed", quote, match);
        break;
    default:
        if (parts && strcmp(parts, "[]") != 0)
            t->stitched++;
        else
            t->none++;
        if (kind != CLASS_STITCHED && kind != CLASS_FOREIGN)
            report("not found", quote, match);
    }
    insights_record_free(record);
    return 1;
}

static int read_meetings(void)
{
    char path[1024];
    char file[2048];
    struct dirent **entries;
    int count;

    if (!insights_test_data_path(path, sizeof(path), "qmsum/train"))
        return 0;
    count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (strstr(entries[i]->d_name, ".json") && i % 2 == 0 &&
            meeting_count < MEETINGS) {
            snprintf(file, sizeof(file), "%s/%s", path, entries[i]->d_name);
            if (insights_conversation_read_file(
                    file, NULL, &meetings[meeting_count], NULL) == INSIGHTS_OK)
                meeting_count++;
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return meeting_count > 1;
}

static void print(const tally *t)
{
    const tally *s = &t[CLASS_STITCHED];
    const tally *f = &t[CLASS_FOREIGN];

    printf(
        "%-10s %6s %6s %6s %8s %8s %9s %6s\n", "class", "made", "exact", "same",
        "variant", "altered", "stitched", "none");
    for (int i = 0; i < CLASSES; i++)
        printf(
            "%-10s %6d %6d %6d %8d %8d %9d %6d\n", class_names[i], t[i].made,
            t[i].exact, t[i].normalised, t[i].variant, t[i].altered,
            t[i].stitched, t[i].none);
    printf(
        "\n%-42s %7.2f %%  (reach 100)\n", "true quotes found word for word",
        100.0 * t[CLASS_TRUE].exact / t[CLASS_TRUE].made);
    printf(
        "%-42s %7.2f %%  (reach 100)\n", "edited quotes found",
        100.0 *
            (t[CLASS_EDITED].exact + t[CLASS_EDITED].normalised +
             t[CLASS_EDITED].variant + t[CLASS_EDITED].altered) /
            t[CLASS_EDITED].made);
    printf(
        "%-42s %7.2f %%  (reach <= 0.5)\n", "stitched quotes passed as true",
        100.0 * (s->exact + s->normalised + s->variant + s->altered) / s->made);
    printf(
        "%-42s %7.2f %%  (reach 0; %d more were said there too)\n",
        "foreign quotes passed", 100.0 * (f->variant + f->altered) / f->made,
        f->exact + f->normalised);
    for (int i = CLASS_NEGATION; i < CLASSES; i++)
        printf(
            "planted %-10s flagged %15.2f %%  (reach 100), as altered %.2f "
            "%%\n",
            class_names[i],
            100.0 * (t[i].altered + t[i].stitched + t[i].none) / t[i].made,
            100.0 * t[i].altered / t[i].made);
}

int main(int argc, char **argv)
{
    static tally tallies[CLASSES];
    static char quote[3 * TEXT];
    int total = 0;

    verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    if (!read_meetings()) {
        puts("quotes: no meetings found; 2000 quotes skipped");
        return 0;
    }
    for (int kind = 0; kind < CLASSES; kind++) {
        if (verbose)
            printf("%s\n", class_names[kind]);
        for (int made = 0, tries = 0;
             made < class_sizes[kind] && tries < 200000; tries++) {
            size_t meeting;

            if (make((class)kind, quote, &meeting))
                made += look((class)kind, quote, meeting, &tallies[kind]);
        }
        total += tallies[kind].made;
    }
    printf("%d quotes from %zu meetings\n\n", total, meeting_count);
    print(tallies);
    for (size_t i = 0; i < meeting_count; i++)
        insights_conversation_free(meetings[i]);
    return 0;
}

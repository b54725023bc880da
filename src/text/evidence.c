/* evidence.c - cut what people said into thoughts, and leave out what says
 * nothing.
 */
#include "text/evidence.h"

#include "base/map.h"
#include "text/sentences.h"
#include "text/talk.h"

#include <string.h>

#define THOUGHT_SENTENCES 3
#define THOUGHT_WORDS 18   /* enough for a thought */
#define THOUGHT_MAXIMUM 60 /* words; a further sentence starts anew */
#define QUOTE_WORDS 5
#define QUOTE_CONTENT 2
#define CHUNK_SENTENCES 5
#define CHUNK_WORDS 90
#define GIST_WORDS 12
#define GIST_CLAUSE 4 /* words before a clause may be cut off */
#define QUESTION_CONTENT 1
#define OPENING_WORDS 40

/* One sentence and its words. */
typedef struct spoken_sentence {
    size_t start;
    size_t end;
    size_t term; /* the first of its terms */
    size_t words;
    int empty; /* nothing but acknowledgement */
} spoken_sentence;

typedef struct evidence_reader {
    const insights_conversation *script;
    const insights__roles *roles;
    const insights__outline *outline;
    insights__evidence *out;
    insights__map *seen; /* speaker and words -> how often */
    insights__terms terms;
    insights__sentences sentences;
    INSIGHTS__ARRAY(spoken_sentence) spoken;
} evidence_reader;

/* --- The gist ------------------------------------------------------------- */

/* Whether a clause ends between two terms: a comma or dash, or a word that
 * starts another. */
static int clause_ends(
    const char *text,
    const insights__term *before,
    const insights__term *after)
{
    static const char *const starters[] = {
        "and", "but",  "because", "so",       "which",  "who",   "when",
        "if",  "or",   "while",   "although", "though", "where", "cause",
        "und", "aber", "weil",    "mais",     "parce",  "pero",  "porque"};
    size_t at;
    size_t i;

    for (at = before->byte_end; at < after->byte_start; at++)
        if (strchr(",;:()", text[at]) || (unsigned char)text[at] >= 0x80)
            return 1;
    for (i = 0; i < sizeof(starters) / sizeof(*starters); i++)
        if (strcmp(after->word, starters[i]) == 0)
            return 1;
    return 0;
}

/* Words that only lead to what is said: "Well, so, um, I mean …". */
static int leads(const insights__term *term)
{
    static const char *const words[] = {
        "well",     "so",        "okay",    "ok",    "and",   "but",
        "um",       "uh",        "er",      "erm",   "oh",    "ooh",
        "yeah",     "yes",       "no",      "right", "mm",    "mhm",
        "hm",       "hmm",       "ah",      "now",   "then",  "anyway",
        "actually", "basically", "because", "cause", "like",  "also",
        "äh",       "ähm",       "euh",     "alors", "bueno", "pues"};
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(words[i], term->word) == 0)
            return 1;
    return 0;
}

static int are(const insights__term *terms, const char *one, const char *two)
{
    return strcmp(terms[0].word, one) == 0 && strcmp(terms[1].word, two) == 0;
}

/* How many words lead in. */
static size_t lead_in(const insights__term *terms, size_t count)
{
    size_t i = 0;

    while (i < count) {
        if (leads(&terms[i]))
            i++;
        else if (
            i + 1 < count &&
            (are(terms + i, "i", "mean") || are(terms + i, "you", "know")))
            i += 2;
        else
            break;
    }
    return i;
}

/* A gist does not end on "the" or "of". */
static size_t without_dangling(const insights__term *terms, size_t count)
{
    size_t kept = count;

    while (kept > GIST_CLAUSE && terms[kept - 1].stop)
        kept--;
    return kept > GIST_CLAUSE ? kept : count;
}

/* How many terms from the first one on make at most twelve words, also where
 * signs stand between blanks; pairs repeat what single characters say. */
static size_t gist_limit(
    const char *text,
    const insights__term *terms,
    size_t count)
{
    size_t at = count ? terms[0].byte_start : 0;
    size_t words = 0;
    size_t pieces = 1;
    size_t i;

    for (i = 0; i < count; i++) {
        for (; at < terms[i].byte_start; at++)
            pieces += text[at] == ' ' || text[at] == '\n';
        words += terms[i].type != INSIGHTS__TERM_PAIR;
        if (words > GIST_WORDS || pieces > GIST_WORDS)
            break;
    }
    return i;
}

insights__span insights__evidence_gist(
    const char *text,
    const insights__term *terms,
    size_t count)
{
    insights__span gist = {0, 0};
    size_t first = lead_in(terms, count);
    size_t limit;
    size_t cut = 0;
    size_t i;

    if (count == 0)
        return gist;
    if (count - first < GIST_CLAUSE)
        first = 0;
    limit = gist_limit(text, terms + first, count - first);
    if (first + limit < count) {
        for (i = GIST_CLAUSE; i <= limit; i++)
            if (clause_ends(text, &terms[first + i - 1], &terms[first + i]))
                cut = i;
        limit = cut ? cut : without_dangling(terms + first, limit);
    }
    while (limit > GIST_CLAUSE && leads(&terms[first + limit - 1]))
        limit--;
    gist.start = terms[first].byte_start;
    gist.end = terms[first].byte_end;
    for (i = 1; i < limit; i++)
        if (terms[first + i].byte_end > gist.end)
            gist.end = terms[first + i].byte_end;
    return gist;
}

/* --- Keys ----------------------------------------------------------------- */

static void hash_bytes(uint64_t state[2], const char *bytes, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++) {
        state[0] = (state[0] ^ (unsigned char)bytes[i]) * 0x100000001b3u;
        state[1] = (state[1] ^ (unsigned char)bytes[i]) * 0x9e3779b97f4a7c15u;
        state[1] ^= state[1] >> 29;
    }
    state[0] = (state[0] ^ 0x1f) * 0x100000001b3u;
    state[1] = (state[1] ^ 0x1f) * 0x9e3779b97f4a7c15u;
}

static void hash_text(const uint64_t state[2], char out[INSIGHTS__KEY_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    size_t i;

    for (i = 0; i < 32; i++)
        out[i] = digits[(state[i / 16] >> (60 - 4 * (i % 16))) & 15];
    out[32] = '\0';
}

/* The key of the terms `first` to `last`, which says nothing of the place, so
 * that it outlives corrections elsewhere; the same words said again count
 * up. */
static insights_status make_key(
    evidence_reader *reader,
    insights__evidence_item *item,
    size_t first,
    size_t last,
    insights_error **error)
{
    const insights__speaker *speaker =
        insights__roles_speaker(reader->roles, item->turn);
    const char *label = speaker->label ? speaker->label : "";
    uint64_t state[2] = {0xcbf29ce484222325u, 0x84222325cbf29ce4u};
    void **slot;
    char count[sizeof(uintptr_t)];
    uintptr_t times;
    size_t i;

    hash_bytes(state, label, strlen(label));
    for (i = first; i < last; i++)
        hash_bytes(
            state, reader->terms.list.items[i].word,
            strlen(reader->terms.list.items[i].word));
    slot = insights__map_slot(reader->seen, (const char *)state, sizeof(state));
    if (!slot)
        return insights__fail_nomem(error);
    times = (uintptr_t)*slot;
    *slot = (void *)(times + 1);
    for (i = 0; i < sizeof(count); i++)
        count[i] = (char)((times >> (8 * i)) & 0xff);
    hash_bytes(state, count, 4);
    hash_text(state, item->key);
    return INSIGHTS_OK;
}

/* --- Thoughts ------------------------------------------------------------- */

static insights_status open_turn(
    evidence_reader *reader,
    size_t turn,
    insights_error **error)
{
    const insights__turn *at = &reader->script->turns.items[turn];
    const char *language = reader->script->language;
    const insights__term *items;
    insights_status status;
    spoken_sentence *spoken;
    size_t next = 0;
    size_t i;

    status = insights__sentences_read(
        &reader->sentences, at->text, at->length, language, error);
    if (status >= 0)
        status = insights__talk_terms(
            &reader->terms, at->text, at->length, language, error);
    if (status < 0)
        return status;
    reader->spoken.count = 0;
    items = reader->terms.list.items;
    for (i = 0; i < reader->sentences.count; i++) {
        spoken = insights__array_add(&reader->spoken);
        if (!spoken)
            return insights__fail_nomem(error);
        spoken->start = reader->sentences.items[i].start;
        spoken->end = reader->sentences.items[i].end;
        while (next < reader->terms.list.count &&
               items[next].byte_start < spoken->start)
            next++;
        spoken->term = next;
        for (; next < reader->terms.list.count &&
               items[next].byte_start < spoken->end;
             next++)
            spoken->words += items[next].type != INSIGHTS__TERM_PAIR;
        spoken->empty = insights__talk_backchannel(
            items + spoken->term, next - spoken->term);
    }
    return INSIGHTS_OK;
}

static size_t term_end(const evidence_reader *reader, size_t sentence)
{
    return sentence + 1 < reader->spoken.count
               ? reader->spoken.items[sentence + 1].term
               : reader->terms.list.count;
}

/* How many sentences from `first` on make one thought. */
static size_t thought_length(const evidence_reader *reader, size_t first)
{
    const spoken_sentence *spoken = reader->spoken.items;
    size_t words = 0;
    size_t i;

    for (i = first; i < reader->spoken.count; i++) {
        if (i - first == THOUGHT_SENTENCES)
            break;
        if (i > first && words + spoken[i].words > THOUGHT_MAXIMUM)
            break;
        words += spoken[i].words;
        if (words >= THOUGHT_WORDS) {
            i++;
            break;
        }
    }
    /* A short end belongs to what it ends. */
    if (i + 1 == reader->spoken.count && spoken[i].words < QUOTE_WORDS &&
        !spoken[i].empty && i - first < THOUGHT_SENTENCES + 1)
        i++;
    return i - first;
}

/* A chunk grows around its span, first forwards, to five sentences. */
static insights__span chunk_around(
    const evidence_reader *reader,
    size_t first,
    size_t last)
{
    const spoken_sentence *spoken = reader->spoken.items;
    insights__span chunk;
    size_t words = 0;
    size_t i;
    int grew = 1;

    for (i = first; i < last; i++)
        words += spoken[i].words;
    while (grew && last - first < CHUNK_SENTENCES) {
        grew = 0;
        if (last < reader->spoken.count &&
            words + spoken[last].words <= CHUNK_WORDS) {
            words += spoken[last++].words;
            grew = 1;
        }
        if (last - first < CHUNK_SENTENCES && first > 0 &&
            words + spoken[first - 1].words <= CHUNK_WORDS) {
            words += spoken[--first].words;
            grew = 1;
        }
    }
    chunk.start = spoken[first].start;
    chunk.end = spoken[last - 1].end;
    return chunk;
}

/* The gist is taken from the first sentence that says enough. */
static insights__span gist_of(
    const evidence_reader *reader,
    const insights__turn *turn,
    size_t first,
    size_t last)
{
    const insights__term *items = reader->terms.list.items;
    size_t best = first;
    size_t best_content = 0;
    size_t content;
    size_t from;
    size_t i;

    for (i = first; i < last; i++) {
        from = reader->spoken.items[i].term;
        content =
            insights__talk_content(items + from, term_end(reader, i) - from);
        if (content > best_content) {
            best = i;
            best_content = content;
        }
        if (best_content >= 3)
            break;
    }
    from = reader->spoken.items[best].term;
    return insights__evidence_gist(
        turn->text, items + from, term_end(reader, best) - from);
}

static void shift(insights__span *span, size_t by)
{
    span->start += by;
    span->end += by;
}

static insights_status add_thought(
    evidence_reader *reader,
    size_t turn,
    size_t first,
    size_t last,
    size_t question,
    insights_error **error)
{
    const insights__turn *at = &reader->script->turns.items[turn];
    size_t from = reader->spoken.items[first].term;
    size_t to = term_end(reader, last - 1);
    insights__evidence_item *item;
    size_t words = 0;
    size_t i;

    for (i = first; i < last; i++)
        words += reader->spoken.items[i].words;
    if (words < QUOTE_WORDS ||
        insights__talk_content(reader->terms.list.items + from, to - from) <
            QUOTE_CONTENT)
        return INSIGHTS_OK;
    item = insights__array_add(reader->out);
    if (!item)
        return insights__fail_nomem(error);
    item->turn = turn;
    item->question = question;
    item->quote.start = reader->spoken.items[first].start;
    item->quote.end = reader->spoken.items[last - 1].end;
    item->chunk = chunk_around(reader, first, last);
    item->gist = gist_of(reader, at, first, last);
    shift(&item->quote, at->byte_start);
    shift(&item->chunk, at->byte_start);
    shift(&item->gist, at->byte_start);
    return make_key(reader, item, from, to, error);
}

static insights_status read_answer(
    evidence_reader *reader,
    size_t turn,
    size_t question,
    insights_error **error)
{
    insights_status status;
    size_t first = 0;
    size_t count;

    status = open_turn(reader, turn, error);
    while (status >= 0 && first < reader->spoken.count) {
        if (reader->spoken.items[first].empty) {
            first++;
            continue;
        }
        count = thought_length(reader, first);
        /* Acknowledgements at the end are left out. */
        while (count > 1 && reader->spoken.items[first + count - 1].empty)
            count--;
        status =
            add_thought(reader, turn, first, first + count, question, error);
        first += count;
    }
    return status;
}

/* --- Questions ------------------------------------------------------------ */

/* The gist of the last sentence that asks, or of the first one. */
static insights__span question_gist(
    const evidence_reader *reader,
    const insights__turn *turn,
    const insights__outline_item *asked)
{
    const insights__term *items = reader->terms.list.items;
    size_t best = reader->spoken.count;
    size_t from;
    size_t i;

    for (i = 0; i < reader->spoken.count; i++) {
        const spoken_sentence *spoken = &reader->spoken.items[i];
        if (spoken->end + turn->byte_start <= asked->byte_start ||
            spoken->start + turn->byte_start >= asked->byte_end)
            continue;
        from = spoken->term;
        if (best == reader->spoken.count ||
            (spoken->words > 2 &&
             (reader->sentences.items[i].question ||
              insights__talk_prompts(
                  items + from, term_end(reader, i) - from))))
            best = i;
    }
    from = reader->spoken.items[best].term;
    return insights__evidence_gist(
        turn->text, items + from, term_end(reader, best) - from);
}

static insights_status read_question(
    evidence_reader *reader,
    size_t index,
    insights_error **error)
{
    const insights__outline_item *asked = &reader->outline->items[index];
    const insights__turn *at =
        &reader->script->turns.items[asked->question_turn];
    insights__evidence_item *item;
    insights_status status;
    const insights__term *items;
    size_t first = 0;
    size_t last;

    /* A question over two turns is kept in the outline alone. */
    if (asked->held_out || asked->byte_start < at->byte_start)
        return INSIGHTS_OK;
    status = open_turn(reader, asked->question_turn, error);
    if (status < 0)
        return status;
    items = reader->terms.list.items;
    while (first < reader->terms.list.count &&
           items[first].byte_start + at->byte_start < asked->byte_start)
        first++;
    last = first;
    while (last < reader->terms.list.count &&
           items[last].byte_start + at->byte_start < asked->byte_end)
        last++;
    if (insights__talk_content(items + first, last - first) < QUESTION_CONTENT)
        return INSIGHTS_OK;
    item = insights__array_add(reader->out);
    if (!item)
        return insights__fail_nomem(error);
    item->turn = asked->question_turn;
    item->question = INSIGHTS__NO_TURN;
    item->is_question = 1;
    item->quote.start = asked->byte_start;
    item->quote.end = asked->byte_end;
    item->chunk = item->quote;
    item->gist = question_gist(reader, at, asked);
    shift(&item->gist, at->byte_start);
    return make_key(reader, item, first, last, error);
}

/* --- The interface -------------------------------------------------------- */

static insights_status read_all(evidence_reader *reader, insights_error **error)
{
    const insights__outline *outline = reader->outline;
    insights_status status = INSIGHTS_OK;
    size_t next = 0; /* the first item asked at this turn or later */
    size_t answers;
    size_t turn;

    for (turn = 0; status >= 0 && turn < reader->roles->turn_count; turn++) {
        while (next < outline->count &&
               outline->items[next].question_turn < turn)
            next++;
        if (reader->roles->known && next < outline->count &&
            outline->items[next].question_turn == turn &&
            insights__roles_asks(reader->roles, turn)) {
            status = read_question(reader, next, error);
            continue;
        }
        if (!insights__roles_heard(reader->roles, turn) ||
            reader->roles->turns[turn].words < QUOTE_WORDS)
            continue;
        answers = INSIGHTS__NO_TURN;
        /* What is said before the first question sees to the recorder. */
        if (reader->roles->known && next == 0 && outline->count > 0 &&
            reader->roles->turns[turn].words < OPENING_WORDS)
            continue;
        if (next > 0 &&
            outline->items[next - 1].answer_first != INSIGHTS__NO_TURN &&
            outline->items[next - 1].answer_first <= turn &&
            turn <= outline->items[next - 1].answer_last)
            answers = next - 1;
        status = read_answer(reader, turn, answers, error);
    }
    return status;
}

insights_status insights__evidence_read(
    insights__evidence *out,
    const insights_conversation *script,
    const insights__roles *roles,
    const insights__outline *outline,
    insights_error **error)
{
    evidence_reader reader = {script,       roles,
                              outline,      out,
                              NULL,         INSIGHTS__TERMS_INIT,
                              {NULL, 0, 0}, INSIGHTS__ARRAY_INIT};
    insights_status status;

    out->count = 0;
    reader.seen = insights__map_new();
    status =
        reader.seen ? read_all(&reader, error) : insights__fail_nomem(error);
    insights__map_free(reader.seen, NULL);
    insights__terms_free(&reader.terms);
    insights__array_free(&reader.sentences);
    insights__array_free(&reader.spoken);
    return status;
}

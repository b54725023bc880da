/* signals.c - look for cues, and for what negates them. */
#include "text/signals.h"

#include "base/alloc.h"
#include "text/sentences.h"
#include "text/talk.h"

#include <string.h>

#define NEGATION_WINDOW 3 /* words before a cue */
#define FIRST_BYTES 256

const char *const insights__signal_kinds[INSIGHTS__SIGNAL_KINDS] = {
    "goal",         "pain",       "behavior",    "tool",    "value",
    "requirements", "preference", "demographic", "context", "artifact",
    "emotion",      "workflow",   "feature"};

/* One alternative of a pattern. */
typedef struct signal_cue {
    const char *words;
    const insights__signal_pattern *pattern;
    int kind;
    size_t next; /* with the same first byte, + 1 */
} signal_cue;

typedef struct signal_reader {
    const insights_conversation *script;
    const insights__roles *roles;
    insights__signals *out;
    insights__terms terms;
    insights__sentences sentences;
    INSIGHTS__ARRAY(signal_cue) cues;
    size_t first[FIRST_BYTES]; /* by first byte, + 1; 0: any word */
} signal_reader;

int insights__signal_kind(const char *name)
{
    int i;

    for (i = 0; i < INSIGHTS__SIGNAL_KINDS; i++)
        if (strcmp(insights__signal_kinds[i], name) == 0)
            return i;
    return -1;
}

static insights_status add_cues(
    signal_reader *reader,
    const insights__signal_pattern *pattern,
    int kind,
    insights_error **error)
{
    const char *at = pattern->cues;
    unsigned char first;
    signal_cue *added;

    while (at) {
        added = insights__array_add(&reader->cues);
        if (!added)
            return insights__fail_nomem(error);
        first = (unsigned char)(strchr("_#", *at) ? 0 : *at);
        added->words = at;
        added->pattern = pattern;
        added->kind = kind;
        added->next = reader->first[first];
        reader->first[first] = reader->cues.count;
        at = strchr(at, '|');
        at = at ? at + 1 : NULL;
    }
    return INSIGHTS_OK;
}

static insights_status read_patterns(
    signal_reader *reader,
    int wanted,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t i;
    int kind;

    for (i = 0; status >= 0 && i < insights__signal_pattern_count; i++) {
        kind = insights__signal_kind(insights__signal_patterns[i].kind);
        if (wanted < 0 || wanted == kind)
            status =
                add_cues(reader, &insights__signal_patterns[i], kind, error);
    }
    return status;
}

/* Whether a word is what the first `length` bytes of a cue ask for. */
static int is_word(const insights__term *term, const char *cue, size_t length)
{
    if (length == 1 && *cue == '_')
        return 1;
    if (length == 1 && *cue == '#')
        return term->word[0] >= '0' && term->word[0] <= '9';
    if (cue[length - 1] == '*')
        return strncmp(term->word, cue, length - 1) == 0;
    return strncmp(term->word, cue, length) == 0 && term->word[length] == '\0';
}

/* How many terms a cue covers, 0: it does not stand here. */
static size_t cue_length(
    const char *cue,
    const insights__term *terms,
    size_t count)
{
    size_t used = 0;
    size_t length;

    while (*cue && *cue != '|') {
        length = strcspn(cue, " |");
        if (used == count || !is_word(&terms[used], cue, length))
            return 0;
        used++;
        cue += length;
        cue += *cue == ' ';
    }
    return used;
}

static int negates(const char *word)
{
    static const char *const words[] = {
        "no",      "not",    "never",  "without", "nobody", "none", "nor",
        "neither", "hardly", "cannot", "nothing", "nicht",  "kein", "keine",
        "keinen",  "pas",    "sin",    "non",     "ni"};
    size_t length = strlen(word);
    size_t i;

    if (length > 3 && strcmp(word + length - 3, "n't") == 0)
        return 1;
    for (i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(words[i], word) == 0)
            return 1;
    return 0;
}

/* Whether a negation stands before the term at `at` in the same clause. */
static int is_negated(const char *text, const insights__term *terms, size_t at)
{
    size_t back;
    size_t byte;

    for (back = 1; back <= NEGATION_WINDOW && back <= at; back++) {
        const insights__term *term = &terms[at - back];
        for (byte = term->byte_end; byte < term[1].byte_start; byte++)
            if (strchr(",;:.?!", text[byte]))
                return 0;
        if (negates(term->word))
            return 1;
    }
    return 0;
}

/* The best cue of each kind in one sentence. */
typedef struct found_cue {
    const signal_cue *cue;
    size_t term;
    size_t length;
} found_cue;

static void look_from(
    const signal_reader *reader,
    size_t list,
    const insights__term *terms,
    size_t count,
    size_t at,
    found_cue found[INSIGHTS__SIGNAL_KINDS])
{
    size_t length;

    for (; list; list = reader->cues.items[list - 1].next) {
        const signal_cue *cue = &reader->cues.items[list - 1];
        found_cue *best = &found[cue->kind];
        /* A sure cue before any other, then the first one. */
        if (best->cue && (best->cue->pattern->sure || !cue->pattern->sure) &&
            best->term < at)
            continue;
        length = cue_length(cue->words, terms + at, count - at);
        if (length == 0 ||
            (best->cue && best->cue->pattern->sure >= cue->pattern->sure &&
             best->length >= length))
            continue;
        best->cue = cue;
        best->term = at;
        best->length = length;
    }
}

static insights_status add_signal(
    signal_reader *reader,
    size_t turn,
    const insights__sentence *sentence,
    const insights__term *terms,
    const found_cue *found,
    insights_error **error)
{
    const insights__turn *at = &reader->script->turns.items[turn];
    insights__signal *signal = insights__array_add(reader->out);

    if (!signal)
        return insights__fail_nomem(error);
    signal->turn = turn;
    signal->start = at->byte_start + sentence->start;
    signal->end = at->byte_start + sentence->end;
    signal->cue_start = at->byte_start + terms[found->term].byte_start;
    signal->cue_end =
        at->byte_start + terms[found->term + found->length - 1].byte_end;
    signal->kind = found->cue->kind;
    signal->pattern = found->cue->pattern;
    signal->negated = is_negated(at->text, terms, found->term);
    signal->suggests = found->cue->pattern->sure && !signal->negated &&
                       !sentence->question &&
                       insights__roles_heard(reader->roles, turn);
    return INSIGHTS_OK;
}

static insights_status read_sentence(
    signal_reader *reader,
    size_t turn,
    const insights__sentence *sentence,
    const insights__term *terms,
    size_t count,
    insights_error **error)
{
    found_cue found[INSIGHTS__SIGNAL_KINDS];
    insights_status status = INSIGHTS_OK;
    size_t i;

    memset(found, 0, sizeof(found));
    for (i = 0; i < count; i++) {
        look_from(
            reader, reader->first[(unsigned char)terms[i].word[0]], terms,
            count, i, found);
        look_from(reader, reader->first[0], terms, count, i, found);
    }
    for (i = 0; status >= 0 && i < INSIGHTS__SIGNAL_KINDS; i++)
        if (found[i].cue)
            status =
                add_signal(reader, turn, sentence, terms, &found[i], error);
    return status;
}

static insights_status read_turn(
    signal_reader *reader,
    size_t turn,
    insights_error **error)
{
    const insights__turn *at = &reader->script->turns.items[turn];
    const char *language = reader->script->language;
    const insights__term *terms;
    insights_status status;
    size_t first = 0;
    size_t last;
    size_t i;

    status = insights__sentences_read(
        &reader->sentences, at->text, at->length, language, error);
    if (status >= 0)
        status = insights__talk_terms(
            &reader->terms, at->text, at->length, language, error);
    terms = reader->terms.list.items;
    for (i = 0; status >= 0 && i < reader->sentences.count; i++) {
        const insights__sentence *sentence = &reader->sentences.items[i];
        last = first;
        while (last < reader->terms.list.count &&
               terms[last].byte_start < sentence->end)
            last++;
        status = read_sentence(
            reader, turn, sentence, terms + first, last - first, error);
        first = last;
    }
    return status;
}

insights_status insights__signals_read(
    insights__signals *out,
    const insights_conversation *script,
    const insights__roles *roles,
    int kind,
    insights_error **error)
{
    signal_reader *reader = insights__alloc(sizeof(*reader));
    insights_status status;
    size_t turn;

    out->count = 0;
    if (!reader)
        return insights__fail_nomem(error);
    reader->script = script;
    reader->roles = roles;
    reader->out = out;
    status = read_patterns(reader, kind, error);
    for (turn = 0; status >= 0 && turn < roles->turn_count; turn++)
        status = read_turn(reader, turn, error);
    insights__terms_free(&reader->terms);
    insights__array_free(&reader->sentences);
    insights__array_free(&reader->cues);
    insights__free(reader);
    return status;
}

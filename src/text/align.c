/* align.c - dynamic programming in a band. */
#include "text/align.h"

#include "base/alloc.h"

#include <string.h>

#define WORST (INT64_MIN / 4)
/* Longer words are alike only where they are equal. */
#define WORD_MAXIMUM 40

/* Moves of the trace; 0 is where an alignment starts. */
enum {
    MOVE_START = 0,
    MOVE_PAIR,
    MOVE_DRAFT,
    MOVE_SAID,
    MOVE_SPLIT,
    MOVE_JOINED
};

typedef struct grid {
    const insights__unit *draft;
    const insights__unit *said;
    size_t draft_count;
    size_t said_count;
    int64_t low;  /* draft row i stands against said i + low … i + high */
    size_t width; /* high - low + 1 */
    insights__align_mode mode;
    int64_t *rows[3]; /* scores of the row, of the last and of the one before */
    uint8_t *trace;
    int64_t best;
    size_t best_row;
    size_t best_said;
} grid;

/* --- Words ------------------------------------------------------------------
 */

unsigned insights__word_likeness(
    const char *left,
    size_t left_length,
    const char *right,
    size_t right_length)
{
    unsigned rows[3][WORD_MAXIMUM + 1];
    unsigned *row = rows[0];
    unsigned *last = rows[1];
    unsigned *before = rows[2];
    size_t longest = left_length > right_length ? left_length : right_length;
    size_t shortest = left_length + right_length - longest;
    unsigned percent;

    if (longest < 3 || longest > WORD_MAXIMUM || shortest * 5 < longest * 3)
        return 0;
    for (size_t j = 0; j <= right_length; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= left_length; i++) {
        unsigned *spare = before;
        unsigned least = (unsigned)i;

        before = last;
        last = row;
        row = spare;
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= right_length; j++) {
            row[j] = last[j - 1] + (left[i - 1] != right[j - 1]);
            if (last[j] + 1 < row[j])
                row[j] = last[j] + 1;
            if (row[j - 1] + 1 < row[j])
                row[j] = row[j - 1] + 1;
            /* Two letters that changed places are one mistake. */
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] &&
                left[i - 2] == right[j - 1] && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
            if (row[j] < least)
                least = row[j];
        }
        if (least * 5 > longest * 2 + 5)
            return 0;
    }
    percent = 100 - row[right_length] * 100 / (unsigned)longest;
    return percent >= 60 ? percent : 0;
}

static unsigned unit_likeness(const insights__unit *a, const insights__unit *b)
{
    if (a->id == b->id && a->id != INSIGHTS__UNIT_UNKNOWN)
        return 100;
    if ((a->flags | b->flags) & INSIGHTS__UNIT_FREE)
        return 0;
    /* Most pairs have nothing in common: look at the ends first. */
    if (a->key_length < 3 || b->key_length < 3 ||
        (a->key[0] != b->key[0] &&
         a->key[a->key_length - 1] != b->key[b->key_length - 1] &&
         a->key[1] != b->key[1]))
        return 0;
    return insights__word_likeness(
        a->key, a->key_length, b->key, b->key_length);
}

/* "we have" and "we've", as keys: without the apostrophe. */
static int is_contracted(
    const insights__unit *first,
    const insights__unit *second,
    const insights__unit *whole)
{
    static const char *const endings[][2] = {
        {"have", "ve"}, {"are", "re"}, {"will", "ll"}, {"am", "m"},
        {"not", "nt"},  {"is", "s"},   {"has", "s"},   {"had", "d"},
        {"would", "d"}, {"us", "s"}};
    size_t rest = (size_t)whole->key_length - first->key_length;

    if (whole->key_length <= first->key_length ||
        memcmp(first->key, whole->key, first->key_length) != 0)
        return 0;
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        if (strlen(endings[i][0]) == second->key_length &&
            memcmp(endings[i][0], second->key, second->key_length) == 0 &&
            strlen(endings[i][1]) == rest &&
            memcmp(endings[i][1], whole->key + first->key_length, rest) == 0)
            return 1;
    }
    return 0;
}

/* How alike two words are to one that holds both: written together, or
 * contracted; 0 where it is another word. */
static unsigned joined_likeness(
    const insights__unit *first,
    const insights__unit *second,
    const insights__unit *whole)
{
    if (first->key_length + second->key_length == whole->key_length &&
        memcmp(first->key, whole->key, first->key_length) == 0 &&
        memcmp(
            second->key, whole->key + first->key_length, second->key_length) ==
            0)
        return 100;
    return is_contracted(first, second, whole) ? INSIGHTS__CONTRACTED : 0;
}

/* A local alignment ends where words differ; a fitted one goes on, and pairs
 * what differs rather than leave a word of the draft without its place. */
static int64_t pair_score(
    const grid *g,
    const insights__unit *a,
    const insights__unit *b)
{
    unsigned percent = unit_likeness(a, b);
    int64_t weight = (int64_t)a->weight + b->weight;

    if (percent == 100)
        return weight * 50 + 1;
    if (percent)
        return weight * ((int64_t)percent - 50);
    if (a->flags & INSIGHTS__UNIT_FREE)
        return -weight;
    if (g->mode == INSIGHTS__ALIGN_LOCAL)
        return -weight * 60;
    return -(int64_t)a->weight * 20 - (int64_t)b->weight * 3;
}

static int64_t gap_score(const grid *g, const insights__unit *unit)
{
    if (unit->flags & INSIGHTS__UNIT_FREE)
        return -1;
    if (unit->flags & INSIGHTS__UNIT_LIGHT)
        return -(int64_t)unit->weight * 6 - 1;
    return -(int64_t)unit->weight *
               (g->mode == INSIGHTS__ALIGN_LOCAL ? 80 : 25) -
           1;
}

/* --- The grid ---------------------------------------------------------------
 */

/* The score at row i (draft units used) and said units used j, in one of the
 * three rows. */
static int64_t at_row(
    const grid *g,
    size_t which,
    size_t row,
    int64_t said_used)
{
    int64_t column = said_used - (int64_t)row - g->low;

    if (said_used < 0 || said_used > (int64_t)g->said_count || column < 0 ||
        column >= (int64_t)g->width)
        return WORST;
    return g->rows[which][column];
}

static void consider(int64_t score, int move, int64_t *best, int *best_move)
{
    if (score > *best) {
        *best = score;
        *best_move = move;
    }
}

/* Fill one cell: `row` draft units and `used` said units are used. */
static void fill(grid *g, size_t row, int64_t used, size_t column)
{
    const insights__unit *draft = row ? &g->draft[row - 1] : NULL;
    const insights__unit *said = used > 0 ? &g->said[used - 1] : NULL;
    int64_t best = WORST;
    int move = MOVE_START;
    unsigned alike;
    int64_t from;

    if (g->mode == INSIGHTS__ALIGN_LOCAL ||
        (row == 0 && (g->mode == INSIGHTS__ALIGN_FIT || used == 0)))
        best = 0;
    if (draft && said && (from = at_row(g, 1, row - 1, used - 1)) > WORST)
        consider(from + pair_score(g, draft, said), MOVE_PAIR, &best, &move);
    if (draft && (from = at_row(g, 1, row - 1, used)) > WORST)
        consider(from + gap_score(g, draft), MOVE_DRAFT, &best, &move);
    if (said && (from = at_row(g, 0, row, used - 1)) > WORST)
        consider(from + gap_score(g, said), MOVE_SAID, &best, &move);
    if (row > 1 && said && (from = at_row(g, 2, row - 2, used - 1)) > WORST &&
        (alike = joined_likeness(draft - 1, draft, said)) > 0)
        consider(
            from + (int64_t)said->weight * alike, MOVE_SPLIT, &best, &move);
    if (draft && used > 1 && (from = at_row(g, 1, row - 1, used - 2)) > WORST &&
        (alike = joined_likeness(said - 1, said, draft)) > 0)
        consider(
            from + (int64_t)draft->weight * alike, MOVE_JOINED, &best, &move);

    g->rows[0][column] = best;
    g->trace[row * g->width + column] = (uint8_t)move;
    if (best > WORST &&
        (g->mode == INSIGHTS__ALIGN_LOCAL ||
         (row == g->draft_count && (g->mode == INSIGHTS__ALIGN_FIT ||
                                    used == (int64_t)g->said_count))) &&
        best > g->best) {
        g->best = best;
        g->best_row = row;
        g->best_said = (size_t)used;
    }
}

static void fill_all(grid *g)
{
    g->best = g->mode == INSIGHTS__ALIGN_LOCAL ? 0 : WORST;
    for (size_t row = 0; row <= g->draft_count; row++) {
        int64_t *last = g->rows[2];

        g->rows[2] = g->rows[1];
        g->rows[1] = g->rows[0];
        g->rows[0] = last;
        for (size_t column = 0; column < g->width; column++) {
            int64_t used = (int64_t)row + g->low + (int64_t)column;

            if (used < 0 || used > (int64_t)g->said_count)
                g->rows[0][column] = WORST;
            else
                fill(g, row, used, column);
        }
    }
}

/* --- The way back -----------------------------------------------------------
 */

static insights_status add_step(
    insights__alignment *out,
    insights__step_type type,
    unsigned percent,
    size_t draft,
    size_t said,
    insights_error **error)
{
    insights__step *step = insights__array_add(&out->steps);

    if (!step)
        return insights__fail_nomem(error);
    step->type = (uint8_t)type;
    step->percent = (uint8_t)percent;
    step->draft = (uint32_t)draft;
    step->said = (uint32_t)said;
    return INSIGHTS_OK;
}

static insights_status add_pair(
    const grid *g,
    insights__alignment *out,
    size_t draft,
    size_t said,
    insights_error **error)
{
    unsigned percent = unit_likeness(&g->draft[draft], &g->said[said]);
    insights__step_type type = percent == 100 ? INSIGHTS__STEP_EQUAL
                               : percent      ? INSIGHTS__STEP_SIMILAR
                                              : INSIGHTS__STEP_OTHER;

    return add_step(out, type, percent, draft, said, error);
}

static void reverse(insights__alignment *out)
{
    for (size_t i = 0, j = out->steps.count; i + 1 < j; i++) {
        insights__step step = out->steps.items[i];

        out->steps.items[i] = out->steps.items[--j];
        out->steps.items[j] = step;
    }
}

static insights_status walk_back(
    const grid *g,
    insights__alignment *out,
    insights_error **error)
{
    size_t row = g->best_row;
    size_t said = g->best_said;
    insights_status status = INSIGHTS_OK;

    out->score = g->best;
    out->draft_end = (uint32_t)row;
    out->said_end = (uint32_t)said;
    while (status == INSIGHTS_OK) {
        int64_t column = (int64_t)said - (int64_t)row - g->low;
        int move = g->trace[row * g->width + (size_t)column];

        if (move == MOVE_START)
            break;
        if (move == MOVE_PAIR) {
            status = add_pair(g, out, --row, --said, error);
        } else if (move == MOVE_DRAFT) {
            row--;
            status = add_step(out, INSIGHTS__STEP_DRAFT, 0, row, said, error);
        } else if (move == MOVE_SAID) {
            said--;
            status = add_step(out, INSIGHTS__STEP_SAID, 0, row, said, error);
        } else if (move == MOVE_SPLIT) {
            row -= 2;
            said--;
            status = add_step(
                out, INSIGHTS__STEP_SPLIT,
                joined_likeness(
                    &g->draft[row], &g->draft[row + 1], &g->said[said]),
                row, said, error);
        } else {
            row--;
            said -= 2;
            status = add_step(
                out, INSIGHTS__STEP_JOINED,
                joined_likeness(
                    &g->said[said], &g->said[said + 1], &g->draft[row]),
                row, said, error);
        }
    }
    out->draft_start = (uint32_t)row;
    out->said_start = (uint32_t)said;
    reverse(out);
    return status;
}

insights_status insights__align(
    const insights__unit *draft,
    size_t draft_count,
    const insights__unit *said,
    size_t said_count,
    int64_t low,
    int64_t high,
    insights__align_mode mode,
    insights__alignment *out,
    insights_error **error)
{
    grid g = {.draft = draft, .said = said};
    insights_status status = INSIGHTS_OK;
    int64_t corner = (int64_t)said_count - (int64_t)draft_count;
    int64_t *rows;

    out->steps.count = 0;
    out->score = 0;
    out->draft_start = out->draft_end = out->said_start = out->said_end = 0;
    if (mode == INSIGHTS__ALIGN_GLOBAL) {
        low = low < 0 ? low : 0;
        low = low < corner ? low : corner;
        high = high > 0 ? high : 0;
        high = high > corner ? high : corner;
    }
    if (high < low)
        return INSIGHTS_OK;
    g.draft_count = draft_count;
    g.said_count = said_count;
    g.mode = mode;
    g.low = low;
    g.width = (size_t)(high - low) + 1;

    rows = insights__calloc(3 * g.width, sizeof(*rows));
    g.trace = insights__calloc(draft_count + 1, g.width);
    if (!rows || !g.trace) {
        status = insights__fail_nomem(error);
        goto out;
    }
    for (size_t i = 0; i < 3; i++)
        g.rows[i] = rows + i * g.width;
    for (size_t i = 0; i < 3 * g.width; i++)
        rows[i] = WORST;
    fill_all(&g);
    if (g.best > (mode == INSIGHTS__ALIGN_LOCAL ? 0 : WORST))
        status = walk_back(&g, out, error);

out:
    insights__free(rows);
    insights__free(g.trace);
    return status;
}

void insights__alignment_free(insights__alignment *alignment)
{
    insights__array_free(&alignment->steps);
}

/* --- Likeness ---------------------------------------------------------------
 */

typedef struct tally {
    uint64_t common; /* in hundredths, of both sides */
    uint64_t draft;
    uint64_t said;
    uint32_t draft_run;
    uint32_t said_run;
    uint32_t draft_edits;
    uint32_t said_edits;
} tally;

/* A stretch on one side ends here. */
static void end_runs(tally *t, insights__likeness *out)
{
    if (t->draft_run > out->draft_run)
        out->draft_run = t->draft_run;
    if (t->said_run > out->said_run)
        out->said_run = t->said_run;
    if (t->draft_run >= 3 || t->said_run >= 3)
        out->gaps++;
    t->draft_edits += t->draft_run;
    t->said_edits += t->said_run;
    t->draft_run = 0;
    t->said_run = 0;
}

static void count_unit(const insights__unit *unit, uint64_t *sum, uint32_t *run)
{
    if (unit->flags & INSIGHTS__UNIT_FREE)
        return;
    if (unit->flags & INSIGHTS__UNIT_LIGHT) {
        *sum += unit->weight / 4u;
        return;
    }
    *sum += unit->weight;
    (*run)++;
}

static void count_step(
    const insights__step *step,
    const insights__unit *draft,
    const insights__unit *said,
    tally *t,
    insights__likeness *out)
{
    uint64_t left;
    uint64_t right;

    if (step->type == INSIGHTS__STEP_DRAFT) {
        count_unit(&draft[step->draft], &t->draft, &t->draft_run);
        return;
    }
    if (step->type == INSIGHTS__STEP_SAID) {
        count_unit(&said[step->said], &t->said, &t->said_run);
        return;
    }
    left = draft[step->draft].weight;
    right = said[step->said].weight;
    switch (step->type) {
    case INSIGHTS__STEP_OTHER:
        if (draft[step->draft].flags & INSIGHTS__UNIT_FREE)
            return;
        /* A single word in another's place leaves the rest in its place. */
        t->draft += t->draft_run ? left : (left + 1) / 2;
        t->said += t->said_run ? right : (right + 1) / 2;
        t->draft_run++;
        t->said_run++;
        return;
    case INSIGHTS__STEP_SPLIT:
        left += draft[step->draft + 1].weight;
        break;
    case INSIGHTS__STEP_JOINED:
        right += said[step->said + 1].weight;
        break;
    default:
        break;
    }
    end_runs(t, out);
    t->draft += left;
    t->said += right;
    t->common += (left + right) * step->percent;
    out->equal += step->type == INSIGHTS__STEP_SIMILAR ? 0 : 1;
}

/* What nobody said from one end of the draft to the first two words in a row
 * that were said, by weight; 0 below three words. */
static uint64_t edge_weight(
    const insights__alignment *alignment,
    const insights__unit *draft,
    int from_end)
{
    size_t count = alignment->steps.count;
    uint64_t weight = 0;
    unsigned words = 0;
    unsigned equal = 0;

    for (size_t i = 0; i < count && equal < 2; i++) {
        const insights__step *step =
            &alignment->steps.items[from_end ? count - 1 - i : i];

        if (step->type == INSIGHTS__STEP_EQUAL) {
            equal++;
        } else if (
            (step->type == INSIGHTS__STEP_DRAFT ||
             step->type == INSIGHTS__STEP_OTHER) &&
            !(draft[step->draft].flags & INSIGHTS__UNIT_FREE)) {
            weight += draft[step->draft].weight;
            words++;
            equal = 0;
        }
    }
    return words >= 3 ? weight : 0;
}

insights__likeness insights__alignment_likeness(
    const insights__alignment *alignment,
    const insights__unit *draft,
    size_t draft_count,
    const insights__unit *said)
{
    insights__likeness out = {0};
    tally t = {0};

    for (size_t i = 0; i < alignment->draft_start; i++)
        count_unit(&draft[i], &t.draft, &t.draft_run);
    for (size_t i = 0; i < alignment->steps.count; i++)
        count_step(&alignment->steps.items[i], draft, said, &t, &out);
    for (size_t i = alignment->draft_end; i < draft_count; i++)
        count_unit(&draft[i], &t.draft, &t.draft_run);
    end_runs(&t, &out);
    out.edits = t.draft_edits > t.said_edits ? t.draft_edits : t.said_edits;
    for (int end = 0; end < 2 && t.draft > 0; end++) {
        double share =
            (double)edge_weight(alignment, draft, end) / (double)t.draft;

        out.edge = share > out.edge ? share : out.edge;
    }
    if (t.draft + t.said > 0)
        out.similarity = (double)t.common / 100.0 / (double)(t.draft + t.said);
    return out;
}

/* join.c - two conversations that were made from one, turn by turn. */
#include "analysis/join.h"

#include "analysis/carry_words.h"
#include "base/alloc.h"
#include "base/map.h"

#include <string.h>

#define NOWHERE SIZE_MAX

/* How the turns of the base stand in one side. */
typedef struct beside {
    const insights_conversation *script;
    size_t *at;           /* for each turn of the base, or NOWHERE */
    insights__map *names; /* label of the base -> the label here */
    size_t next;          /* turn to be joined */
} beside;

typedef struct joiner {
    const insights__sides *sides;
    beside ours;
    beside theirs;
    size_t next; /* turn of the base */
    insights_conversation *out;
    insights__clashes *clashes;
} joiner;

/* --- Clashes -----------------------------------------------------------------
 */

void insights__clashes_free(insights__clashes *clashes)
{
    for (size_t i = 0; i < clashes->count; i++) {
        insights__free(clashes->items[i].base);
        insights__free(clashes->items[i].ours);
        insights__free(clashes->items[i].theirs);
    }
    insights__array_free(clashes);
}

static char *trimmed(const char *text)
{
    size_t length;

    if (!text)
        text = "";
    text += strspn(text, " \t\r\n");
    length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1]))
        length--;
    return insights__strndup(text, length);
}

insights_status insights__clash_add(
    insights__clashes *clashes,
    const insights__clash *clash,
    insights_error **error)
{
    insights__clash *slot = insights__array_add(clashes);

    if (!slot)
        return insights__fail_nomem(error);
    slot->turn = clash->turn;
    slot->field = clash->field;
    slot->base = trimmed(clash->base);
    slot->ours = trimmed(clash->ours);
    slot->theirs = trimmed(clash->theirs);
    return slot->base && slot->ours && slot->theirs
               ? INSIGHTS_OK
               : insights__fail_nomem(error);
}

/* --- Which turns are the same ------------------------------------------------
 */

static int same_turn(const insights__turn *a, const insights__turn *b)
{
    return a->length == b->length && !memcmp(a->text, b->text, a->length);
}

/* Turns that were only corrected keep their number. */
static int keep_numbers(
    const insights_conversation *base,
    const insights_conversation *other)
{
    size_t equal = 0;

    if (base->turns.count != other->turns.count)
        return 0;
    for (size_t i = 0; i < base->turns.count; i++)
        equal += same_turn(&base->turns.items[i], &other->turns.items[i]) != 0;
    return 2 * equal >= base->turns.count;
}

/* The turn of the base that shares most words with each turn here, and the
 * other way round; words are in order, and so are these. */
static void vote(
    const insights_conversation *base,
    const insights__pieces *pieces,
    const char *text,
    const insights__pieces *other,
    const size_t *to,
    beside *side,
    size_t *votes) /* one for each turn of the base, zeroed */
{
    size_t b = NOWHERE;
    size_t o = NOWHERE;
    size_t run = 0;

    for (size_t i = 0; i < pieces->count; i++) {
        size_t from;
        size_t here;

        if (to[i] == INSIGHTS__NO_PIECE || text[pieces->items[i].start] == '\n')
            continue;
        from = insights__script_turn_at(base, pieces->items[i].start);
        here =
            insights__script_turn_at(side->script, other->items[to[i]].start);
        run = from == b && here == o ? run + 1 : 1;
        b = from;
        o = here;
        if (run > votes[b]) {
            votes[b] = run;
            side->at[b] = o;
        }
    }
    for (size_t i = 0, best = NOWHERE; i < base->turns.count; i++) {
        if (side->at[i] == NOWHERE)
            continue;
        if (best != NOWHERE && side->at[best] == side->at[i]) {
            size_t loser = votes[i] > votes[best] ? best : i;

            side->at[loser] = NOWHERE;
            best = loser == best ? i : best;
        } else {
            best = i;
        }
    }
}

static insights_status pair_by_words(
    const insights_conversation *base,
    beside *side,
    insights_error **error)
{
    insights__pieces old = INSIGHTS__ARRAY_INIT;
    insights__pieces now = INSIGHTS__ARRAY_INIT;
    insights__matcher matcher = {NULL, NULL, NULL, NULL};
    size_t *votes = insights__calloc(base->turns.count + 1, sizeof(*votes));
    size_t length = insights__script_length(base);
    size_t other_length = insights__script_length(side->script);
    char *text = insights__script_slice(base, 0, length);
    char *other = insights__script_slice(side->script, 0, other_length);
    size_t words = 0;
    insights_status status =
        votes && text && other ? INSIGHTS_OK : insights__fail_nomem(error);

    if (status >= 0)
        status = insights__pieces_read(&old, text, length, error);
    if (status >= 0)
        status = insights__pieces_read(&now, other, other_length, error);
    if (status >= 0)
        status =
            insights__pieces_number(&old, text, &now, other, &words, error);
    if (status < 0)
        goto out;
    matcher.before = old.items;
    matcher.after = now.items;
    matcher.to = insights__calloc(old.count + 1, sizeof(*matcher.to));
    matcher.counts = insights__calloc(4 * words + 4, sizeof(uint32_t));
    if (!matcher.to || !matcher.counts) {
        status = insights__fail_nomem(error);
        goto out;
    }
    for (size_t i = 0; i < old.count; i++)
        matcher.to[i] = INSIGHTS__NO_PIECE;
    status =
        insights__pieces_match(&matcher, 0, old.count, 0, now.count, error);
    if (status >= 0)
        vote(base, &old, text, &now, matcher.to, side, votes);

out:
    insights__free(matcher.to);
    insights__free(matcher.counts);
    insights__free(votes);
    insights__free(text);
    insights__free(other);
    insights__array_free(&old);
    insights__array_free(&now);
    return status;
}

/* Between two pairs, as many turns without a pair here as there: they were
 * written anew, each in its place. */
static void pair_the_rest(const insights_conversation *base, beside *side)
{
    size_t first = 0;
    size_t here = 0;

    for (size_t i = 0; i <= base->turns.count; i++) {
        size_t end =
            i < base->turns.count ? side->at[i] : side->script->turns.count;

        if (end == NOWHERE)
            continue;
        if (i - first == end - here)
            for (size_t j = first; j < i; j++)
                side->at[j] = here + (j - first);
        first = i + 1;
        here = end + 1;
    }
}

/* Labels that became another throughout. */
static insights_status find_names(
    const insights_conversation *base,
    beside *side,
    insights_error **error)
{
    static const char several[] = "";

    side->names = insights__map_new();
    if (!side->names)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < base->turns.count; i++) {
        const char *old = base->turns.items[i].speaker;
        const char *now;
        const char *known;
        void **slot;

        if (side->at[i] == NOWHERE || !old)
            continue;
        now = side->script->turns.items[side->at[i]].speaker;
        now = now ? now : several;
        slot = insights__map_slot(side->names, old, strlen(old));
        if (!slot)
            return insights__fail_nomem(error);
        known = *slot;
        if (known && strcmp(known, now) != 0)
            now = several;
        memcpy(slot, &now, sizeof(now));
    }
    return INSIGHTS_OK;
}

static insights_status lay_beside(
    const insights_conversation *base,
    const insights_conversation *script,
    beside *side,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    side->script = script;
    side->at = insights__calloc(base->turns.count + 1, sizeof(*side->at));
    if (!side->at)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < base->turns.count; i++)
        side->at[i] = NOWHERE;
    if (keep_numbers(base, script)) {
        for (size_t i = 0; i < base->turns.count; i++)
            side->at[i] = i;
    } else {
        status = pair_by_words(base, side, error);
        if (status >= 0)
            pair_the_rest(base, side);
    }
    return status < 0 ? status : find_names(base, side, error);
}

/* --- Speakers ----------------------------------------------------------------
 */

static int same_label(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Each change of a label is listed once. */
static insights_status clash_speaker(
    joiner *self,
    const char *base,
    const char *ours,
    const char *theirs,
    insights_error **error)
{
    char *texts[3] = {NULL, NULL, NULL};
    insights__clash one = {self->out->turns.count, "speaker", NULL, NULL, NULL};
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->clashes->count; i++) {
        const insights__clash *known = &self->clashes->items[i];

        if (strcmp(known->field, "speaker") == 0 &&
            strcmp(known->base, base ? base : "") == 0 &&
            strcmp(known->ours, ours ? ours : "") == 0 &&
            strcmp(known->theirs, theirs ? theirs : "") == 0)
            return INSIGHTS_OK;
    }
    texts[0] = insights__strdup(base ? base : "");
    texts[1] = insights__strdup(ours ? ours : "");
    texts[2] = insights__strdup(theirs ? theirs : "");
    if (texts[0] && texts[1] && texts[2]) {
        one.base = texts[0];
        one.ours = texts[1];
        one.theirs = texts[2];
        status = insights__clash_add(self->clashes, &one, error);
    } else {
        status = insights__fail_nomem(error);
    }
    for (size_t i = 0; i < 3; i++)
        insights__free(texts[i]);
    return status;
}

static insights_status join_speaker(
    joiner *self,
    const char *base,
    const char *ours,
    const char *theirs,
    const char **out,
    insights_error **error)
{
    *out = ours;
    if (same_label(ours, theirs) || same_label(theirs, base))
        return INSIGHTS_OK;
    if (same_label(ours, base) || self->sides->prefer_theirs)
        *out = theirs;
    if (same_label(ours, base))
        return INSIGHTS_OK;
    return clash_speaker(self, base, ours, theirs, error);
}

/* --- Turns -------------------------------------------------------------------
 */

/* Turns of one side, with the names that the other gave. */
static insights_status take_turns(
    joiner *self,
    const beside *from,
    size_t end,
    const beside *other,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = from->next; i < end && status >= 0; i++) {
        insights__turn turn = from->script->turns.items[i];
        size_t before = self->out->turns.count;
        const char *name =
            turn.speaker ? insights__map_get(
                               other->names, turn.speaker, strlen(turn.speaker))
                         : NULL;

        if (name && *name)
            turn.speaker = name;
        status = insights__script_add(
            self->out, turn.speaker, turn.text, turn.length, turn.start_ms,
            turn.end_ms, turn.words, turn.word_count, error);
        if (status >= 0 && self->out->turns.count > before)
            self->out->turns.items[before].continued = turn.continued;
    }
    return status;
}

static int same_turns(
    const insights_conversation *a,
    size_t a_start,
    size_t a_end,
    const insights_conversation *b,
    size_t b_start,
    size_t b_end)
{
    if (a_end - a_start != b_end - b_start)
        return 0;
    for (size_t i = 0; i < a_end - a_start; i++)
        if (!same_turn(
                &a->turns.items[a_start + i], &b->turns.items[b_start + i]))
            return 0;
    return 1;
}

static char *turns_text(
    const insights_conversation *script,
    size_t start,
    size_t end)
{
    size_t length = insights__script_length(script);

    return insights__script_slice(
        script,
        start < script->turns.count ? script->turns.items[start].byte_start
                                    : length,
        end < script->turns.count ? script->turns.items[end].byte_start
                                  : length);
}

static insights_status clash_turns(
    joiner *self,
    size_t base_end,
    size_t ours_end,
    size_t theirs_end,
    insights_error **error)
{
    insights__clash one = {self->out->turns.count, "text", NULL, NULL, NULL};
    insights_status status;

    one.base = turns_text(self->sides->base, self->next, base_end);
    one.ours = turns_text(self->ours.script, self->ours.next, ours_end);
    one.theirs = turns_text(self->theirs.script, self->theirs.next, theirs_end);
    status = one.base && one.ours && one.theirs
                 ? insights__clash_add(self->clashes, &one, error)
                 : insights__fail_nomem(error);
    insights__free(one.base);
    insights__free(one.ours);
    insights__free(one.theirs);
    return status;
}

/* Turns that one side at least has not, up to a turn of all three. */
static insights_status join_between(
    joiner *self,
    size_t base_end,
    size_t ours_end,
    size_t theirs_end,
    insights_error **error)
{
    const insights_conversation *base = self->sides->base;
    const insights_conversation *ours = self->ours.script;
    const insights_conversation *theirs = self->theirs.script;
    int other = 0;
    insights_status status = INSIGHTS_OK;

    if (same_turns(
            base, self->next, base_end, theirs, self->theirs.next,
            theirs_end) ||
        same_turns(
            ours, self->ours.next, ours_end, theirs, self->theirs.next,
            theirs_end)) {
        other = 0;
    } else if (same_turns(
                   base, self->next, base_end, ours, self->ours.next,
                   ours_end)) {
        other = 1;
    } else {
        status = clash_turns(self, base_end, ours_end, theirs_end, error);
        other = self->sides->prefer_theirs;
    }
    if (status < 0)
        return status;
    return other
               ? take_turns(self, &self->theirs, theirs_end, &self->ours, error)
               : take_turns(self, &self->ours, ours_end, &self->theirs, error);
}

static insights_status join_all(joiner *self, insights_error **error)
{
    const insights_conversation *base = self->sides->base;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < base->turns.count && status >= 0; i++) {
        size_t o = self->ours.at[i];
        size_t t = self->theirs.at[i];
        const char *speaker = NULL;

        if (o == NOWHERE || t == NOWHERE)
            continue;
        status = join_between(self, i, o, t, error);
        if (status >= 0)
            status = join_speaker(
                self, base->turns.items[i].speaker,
                self->ours.script->turns.items[o].speaker,
                self->theirs.script->turns.items[t].speaker, &speaker, error);
        if (status >= 0)
            status = insights__join_turn(
                self->sides, i, o, t, speaker, self->out, self->clashes, error);
        self->next = i + 1;
        self->ours.next = o + 1;
        self->theirs.next = t + 1;
    }
    return status < 0
               ? status
               : join_between(
                     self, base->turns.count, self->ours.script->turns.count,
                     self->theirs.script->turns.count, error);
}

insights_status insights__join(
    const insights__sides *sides,
    insights_conversation **out,
    insights__clashes *clashes,
    insights_error **error)
{
    joiner self;
    insights_status status;

    memset(&self, 0, sizeof(self));
    *out = NULL;
    self.sides = sides;
    self.clashes = clashes;
    self.out = insights__script_new();
    if (!self.out)
        return insights__fail_nomem(error);
    status = lay_beside(sides->base, sides->ours, &self.ours, error);
    if (status >= 0)
        status = lay_beside(sides->base, sides->theirs, &self.theirs, error);
    if (status >= 0)
        status = join_all(&self, error);
    insights__free(self.ours.at);
    insights__free(self.theirs.at);
    insights__map_free(self.ours.names, NULL);
    insights__map_free(self.theirs.names, NULL);
    if (status < 0) {
        insights_conversation_free(self.out);
        return status;
    }
    *out = self.out;
    return INSIGHTS_OK;
}

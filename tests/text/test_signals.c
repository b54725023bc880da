/* test_signals.c - sentences in which a cue stands. */
#include "support/fail_alloc.h"
#include "support/said.h"
#include "text/signals.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

/* "kind:cue" with `!` where negated and `*` where it suggests. */
static char *find(const char *lines, const char *kind)
{
    static char out[4096];
    insights_conversation *talk = insights_test_said(lines);
    insights__roles roles = INSIGHTS__ROLES_INIT;
    insights__signals list = {NULL, 0, 0};
    size_t i;

    out[0] = '\0';
    insights__roles_read(&roles, talk, NULL, NULL);
    cr_assert(eq(
        int,
        (int)insights__signals_read(
            &list, talk, &roles, kind ? insights__signal_kind(kind) : -1, NULL),
        0));
    for (i = 0; i < list.count; i++) {
        insights__signal *at = &list.items[i];
        char *cue = insights__script_slice(talk, at->cue_start, at->cue_end);
        cr_assert(le(sz, at->start, at->cue_start));
        cr_assert(le(sz, at->cue_end, at->end));
        snprintf(
            out + strlen(out), sizeof(out) - strlen(out), "%s:%s%s%s|",
            insights__signal_kinds[at->kind], cue, at->negated ? "!" : "",
            at->suggests ? "*" : "");
        insights__free(cue);
    }
    insights__array_free(&list);
    insights__roles_free(&roles);
    insights_conversation_free(talk);
    return out;
}

Test(signals, type_sentences_by_their_cues)
{
    cr_expect(
        eq(str, find("Jo: It drives me mad. I had lunch.", "pain"),
           "pain:drives me mad*|"));
    cr_expect(
        eq(str, find("Jo: It costs forty pounds.", "value"), "value:costs|"));
}

Test(signals, know_negation)
{
    cr_expect(eq(str, find("Jo: No problem.", "pain"), "pain:problem!|"));
    cr_expect(
        eq(str, find("Jo: I'm not really worried.", "emotion"),
           "emotion:worried!|"));
    cr_expect(
        eq(str, find("Jo: No, I'm worried.", "emotion"), "emotion:worried*|"));
}

Test(signals, of_interviewers_suggest_nothing)
{
    cr_expect(eq(
        str,
        find("Interviewer: I hate that.\nJo: I hate that as well.\n", "pain"),
        "pain:I hate|pain:I hate*|"));
}

Test(signals, in_questions_suggest_nothing)
{
    cr_expect(
        eq(str, find("Jo: Were you worried?", "emotion"), "emotion:worried|"));
}

Test(signals, prefer_a_sure_cue_to_another)
{
    cr_expect(
        eq(str, find("Jo: That problem drives me mad.", "pain"),
           "pain:drives me mad*|"));
}

Test(signals, know_the_thirteen_kinds)
{
    size_t i;

    for (i = 0; i < insights__signal_pattern_count; i++)
        cr_expect(ge(
            int, insights__signal_kind(insights__signal_patterns[i].kind), 0));
    cr_expect(eq(int, insights__signal_kind("feature"), 12));
    cr_expect(eq(int, insights__signal_kind("mood"), -1));
}

Test(signals, survive_every_allocation_failing)
{
    insights_conversation *talk =
        insights_test_said("Jo: I hate it. It costs a pound.\n");
    insights__roles roles = INSIGHTS__ROLES_INIT;
    insights__signals list = {NULL, 0, 0};

    insights__roles_read(&roles, talk, NULL, NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__signals_read(&list, talk, &roles, -1, NULL),
        insights__array_free(&list));
    insights__roles_free(&roles);
    insights_conversation_free(talk);
}

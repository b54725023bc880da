/* test_merge_any.c - any edits on two copies, in any order. */
#include "analysis/merge_support.h"

static unsigned chance(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % below;
}

/* One edit; `odd` keeps two sides off each other's turns. */
static void edit(insights_test_study *self, unsigned *seed, unsigned odd)
{
    static const char *const words[] = {"who looks at it", "in pencil",
                                        "short notice",    "ring down the list",
                                        "a program",       "hear their voice"};
    char text[128];

    switch (chance(seed, 6)) {
    case 0:
        snprintf(
            text, sizeof(text), "In other words %u, who looks at it.",
            chance(seed, 1000));
        correct(self, 2 * chance(seed, 3) + odd, text);
        break;
    case 1:
        snprintf(text, sizeof(text), "Note %u", chance(seed, 1000));
        memo(self, text);
        break;
    case 2:
        snprintf(
            text, sizeof(text), "Kim %u Long: Said %u.\n", odd,
            chance(seed, 1000));
        import(self, odd ? "odd.txt" : "even.txt", text);
        break;
    case 3: {
        insights_record *record = NULL;

        snprintf(text, sizeof(text), "Group %u / %u", odd, chance(seed, 9));
        if (insights_study_code_add(
                self->study, text, NULL, &record, &self->error) < 0)
            insights_error_free(self->error);
        self->error = NULL;
        insights_record_free(record);
        break;
    }
    default: {
        const char *word = words[chance(seed, 6)];
        insights_record *record = NULL;

        snprintf(text, sizeof(text), "%s#%s", self->interview, word);
        if (insights_study_code(
                self->study, text, odd ? "Odd" : "Common", NULL, &record,
                &self->error) < 0)
            insights_error_free(self->error);
        self->error = NULL;
        insights_record_free(record);
    }
    }
}

Test(merge, any_edits_on_two_copies_meet_in_the_same_study)
{
    for (unsigned seed = 1; seed <= 40; seed++) {
        unsigned state = seed;
        team both = team_new();
        int done = 0;

        for (unsigned i = 0; i < 3 + seed % 5; i++) {
            edit(&both.ada, &state, 0);
            edit(&both.ben, &state, 1);
        }
        if (!meet(&both))
            expect_same(&both.ada, &both.ben);
        merge(&both.ada, &both.ben, 0, &done);
        cr_expect(eq(int, done, 0));
        expect_whole(&both.ada);
        team_free(&both);
    }
}

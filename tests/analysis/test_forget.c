/* test_forget.c - afterwards a store is as if it had never met somebody. */
#include "analysis/forget_support.h"
#include "support/fail_alloc.h"

#include <insights/privacy.h>
#include <unistd.h>

static const char kelly_talk[] =
    "WEBVTT\n\n"
    "00:00:01.000 --> 00:00:04.000\n"
    "<v Hannah Lisle>What do you do on a Friday?\n\n"
    "00:00:04.500 --> 00:00:12.000\n"
    "<v Kelly Moore>I look after the blue ledger and the cantankerous "
    "photocopier, and I really hate the slow screen.\n\n"
    "00:00:12.500 --> 00:00:15.000\n"
    "<v Hannah Lisle>And who helps you?\n\n"
    "00:00:15.500 --> 00:00:24.000\n"
    "<v Kelly Moore>Nobody helps me, it takes me two hours every "
    "single week and I want somebody to notice.\n";

static void import(
    insights_test_study *self,
    const char *name,
    const char *text,
    const char *roles,
    uint32_t flags,
    char id[40])
{
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;
    insights_record *record = NULL;

    options.flags = flags;
    options.roles = roles;
    DO(self, insights_study_import(
                 self->study, name, text, strlen(text), &options, &record,
                 &self->error));
    snprintf(
        id, 40, "%s",
        insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID));
    insights_record_free(record);
}

static void analyze(insights_test_study *self, const char *id)
{
    insights_record *record = NULL;

    DO(self, insights_study_analyze(self->study, id, &record, &self->error));
    insights_record_free(record);
}

static void memo(
    insights_test_study *self,
    insights_kind kind,
    const char *id,
    const char *text)
{
    insights_record *record = NULL;

    DO(self,
       insights_study_memo(self->study, kind, id, text, &record, &self->error));
    insights_record_free(record);
}

static void correct(
    insights_test_study *self,
    const char *id,
    size_t turn,
    const char *text)
{
    insights_record *record = NULL;

    DO(self, insights_study_correct(
                 self->study, id, turn, text, &record, &self->error));
    insights_record_free(record);
}

static insights_record *forget(insights_test_study *self, const char *person)
{
    insights_record *record = NULL;

    DO(self,
       insights_study_forget(self->study, person, 0, &record, &self->error));
    return record;
}

/* What Ann does with a conversation of Kelly's. */
static void work_with_kelly(insights_test_study *self, const char *id)
{
    insights_record *record = NULL;
    char span[200];
    char coding[40];

    analyze(self, id);
    correct(
        self, id, 1,
        "I look after the blue ledger and the cantankerous old photocopier, "
        "and I really hate the slow screen.");
    DO(self,
       insights_study_rename_speaker(
           self->study, id, "Kelly Moore", "Kelly M.", &record, &self->error));
    insights_record_free(record);
    snprintf(span, sizeof(span), "%s#the cantankerous old photocopier", id);
    DO(self,
       insights_study_code(
           self->study, span, "Tools / Paper", "hers", &record, &self->error));
    snprintf(coding, sizeof(coding), "%s", insights_record_id(record));
    insights_record_free(record);
    memo(self, INSIGHTS_CODING, coding, "the photocopier again");
    memo(self, INSIGHTS_INTERVIEW, id, "came late");
    insights_test_undo(self);
    correct(self, id, 3, "Nobody helps me.");
    insights_test_undo(self);
    analyze(self, id);
}

static void work_with_others(insights_test_study *self)
{
    char coding[40];

    analyze(self, self->interview);
    insights_test_code(self, "in pencil", "Tools / Paper", coding);
    memo(self, INSIGHTS_CODING, coding, "paper it is");
    correct(self, self->interview, 2, "What happens when somebody cancels?");
}

Test(forget, a_store_is_as_if_it_had_never_met_somebody_who_spoke_alone)
{
    insights_test_study met = insights_test_study_new("Ann");
    insights_test_study never = insights_test_study_new("Ann");
    char kelly[40];
    char *left;
    char *right;

    work_with_others(&met);
    import(
        &met, "kelly.vtt", kelly_talk, "Hannah Lisle=interviewer",
        INSIGHTS_IMPORT_KEEP_FILE, kelly);
    work_with_kelly(&met, kelly);
    work_with_others(&never);
    insights_record_free(forget(&met, "Kelly Moore"));
    left = insights_test_export(&met, 1);
    right = insights_test_export(&never, 1);
    cr_expect(insights_test_same(left, right));
    cr_expect(eq(int, insights_test_wrong(&met, NULL), 0));
    free(left);
    free(right);
    insights_test_study_free(&met);
    insights_test_study_free(&never);
}

/* --- Several people ----------------------------------------------------------
 */

static const char *const meeting[][2] = {
    {"Ada Byron", "Shall we start with the budget of the new lab?"},
    {"Kelly Moore", "I would rather start with my cantankerous photocopier."},
    {"Bob Stone", "The budget is fine, and caf\xC3\xA9s are paid by nobody."},
    {"Kelly Moore", "Nobody ever asked me whether that is fine for me."},
    {"Ada Byron", "Then we write it into the minutes \xF0\x9F\x98\x80 now."},
    {"Bob Stone", "I will write the minutes of it tomorrow morning."},
    {"Kelly Moore", "Good, then I can go home and feed the iguana."}};

static void write_meeting(char *to, int with_kelly)
{
    to += sprintf(to, "WEBVTT\n\n");
    for (int i = 0; i < 7; i++)
        if (with_kelly || strcmp(meeting[i][0], "Kelly Moore") != 0)
            to += sprintf(
                to, "00:00:%02d.000 --> 00:00:%02d.500\n<v %s>%s\n\n", i * 5,
                i * 5 + 4, meeting[i][0], meeting[i][1]);
}

static void code(
    insights_test_study *self,
    const char *id,
    const char *quote,
    const char *name,
    char out[40])
{
    insights_record *record = NULL;
    char span[300];

    snprintf(span, sizeof(span), "%s#%s", id, quote);
    DO(self, insights_study_code(
                 self->study, span, name, NULL, &record, &self->error));
    if (out)
        snprintf(out, 40, "%s", insights_record_id(record));
    insights_record_free(record);
}

static void meet(insights_test_study *self, int with_kelly, char id[40])
{
    char text[2000];
    char coding[40];

    write_meeting(text, with_kelly);
    import(self, "meeting.vtt", text, NULL, 0, id);
    code(self, id, "caf\xC3\xA9s are paid by nobody", "Money", coding);
    memo(self, INSIGHTS_CODING, coding, "who pays?");
    if (with_kelly) {
        code(self, id, "my cantankerous photocopier", "Money", coding);
        memo(self, INSIGHTS_CODING, coding, "hers");
        correct(
            self, id, 1,
            "I would rather start with my cantankerous old photocopier.");
    }
    correct(
        self, id, with_kelly ? 5 : 3,
        "I will write the minutes of it on Monday morning.");
    code(self, id, "the minutes of it on Monday", "Writing", NULL);
}

Test(forget, what_others_said_keeps_its_codes_where_somebody_is_taken_out)
{
    insights_test_study met = insights_test_study_new("Ann");
    insights_test_study never = insights_test_study_new("Ann");
    insights_record *summary = NULL;
    char id[40];
    char *left;
    char *right;

    meet(&met, 1, id);
    cr_expect(eq(int, insights_test_wrong(&met, NULL), 0));
    summary = forget(&met, "kelly moore");
    cr_log_info("%s", insights_record_text(summary, INSIGHTS_SUMMARY_DETAILS));
    insights_record_free(summary);
    meet(&never, 0, id);
    left = insights_test_export(&met, 0);
    right = insights_test_export(&never, 0);
    cr_expect(insights_test_same(left, right));
    cr_expect(eq(int, insights_test_wrong(&met, NULL), 0));
    free(left);
    free(right);
    insights_test_study_free(&met);
    insights_test_study_free(&never);
}

/* test_forget.c - afterwards a store is as if it had never met somebody. */
#define _GNU_SOURCE

#include "analysis/forget_support.h"
#include "support/fail_alloc.h"

#include <insights/privacy.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
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

/* --- Bytes -------------------------------------------------------------------
 */

typedef struct place {
    char folder[64];
    char path[80];
    char uri[96];
} place;

static place make_place(void)
{
    place at = {"/tmp/insights-forget-XXXXXX", "", ""};

    cr_assert(mkdtemp(at.folder) != NULL);
    snprintf(at.path, sizeof(at.path), "%s/s.insights", at.folder);
    snprintf(at.uri, sizeof(at.uri), "sqlite:%s", at.path);
    return at;
}

static const char *const endings[] = {"", "-wal", "-shm", "-insights"};

static void remove_place(const place *at)
{
    char name[128];

    for (size_t i = 0; i < 4; i++) {
        snprintf(name, sizeof(name), "%s%s", at->path, endings[i]);
        unlink(name);
    }
    rmdir(at->folder);
}

/* How often words stand in all bytes of all files. */
static int found(const place *at, const char *words)
{
    int count = 0;

    for (size_t i = 0; i < 4; i++) {
        char name[128];
        char *bytes = NULL;
        long length;
        FILE *file;

        snprintf(name, sizeof(name), "%s%s", at->path, endings[i]);
        file = fopen(name, "rb");
        if (!file)
            continue;
        fseek(file, 0, SEEK_END);
        length = ftell(file);
        rewind(file);
        bytes = malloc((size_t)length + 1);
        length = (long)fread(bytes, 1, (size_t)length, file);
        fclose(file);
        for (char *from = bytes; length >= (long)strlen(words);) {
            char *hit = memmem(from, (size_t)length, words, strlen(words));

            if (!hit)
                break;
            count++;
            length -= hit + 1 - from;
            from = hit + 1;
        }
        free(bytes);
    }
    return count;
}

static insights_test_study open_place(const place *at, const char *actor)
{
    insights_test_study self = {NULL, NULL, NULL, ""};
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;

    options.flags = INSIGHTS_STORE_CREATE;
    options.busy_timeout_ms = 300;
    DO(&self, insights_store_open(at->uri, &options, &self.store, &self.error));
    self.study = insights_test_open(&self, actor);
    return self;
}

static void fill_place(insights_test_study *self, char kelly[40])
{
    char id[40];

    import(self, "talk.vtt", insights_test_talk, NULL, 0, self->interview);
    work_with_others(self);
    import(
        self, "kelly.vtt", kelly_talk, "Hannah Lisle=interviewer",
        INSIGHTS_IMPORT_KEEP_FILE, kelly);
    work_with_kelly(self, kelly);
    meet(self, 1, id);
}

static const char *const hers[] = {
    "cantankerous",     "photocopier", "iguana",   "blue ledger",
    "two hours",        "Kelly Moore", "Kelly M.", "every single week",
    "cantankerous old", "ledger",      "kelly.vtt"};

Test(forget, no_byte_of_any_file_holds_their_words)
{
    place at = make_place();
    insights_test_study self = open_place(&at, "Ann");
    insights_record *record = NULL;
    char kelly[40];

    fill_place(&self, kelly);
    DO(&self, insights_study_memo(
                  self.study, INSIGHTS_INTERVIEW, self.interview,
                  "Like \"I look after the blue ledger and the\" of Kelly "
                  "Moore",
                  &record, &self.error));
    insights_record_free(record);
    for (size_t i = 0; i < 7; i++)
        cr_expect(gt(int, found(&at, hers[i]), 0), "%s", hers[i]);
    insights_record_free(forget(&self, "Kelly Moore"));
    for (size_t i = 0; i < sizeof(hers) / sizeof(*hers); i++)
        cr_expect(eq(int, found(&at, hers[i]), 0), "%s", hers[i]);
    cr_expect(gt(int, found(&at, "in pencil"), 0));
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
    remove_place(&at);
}

Test(forget, what_was_deleted_before_is_forgotten_too)
{
    place at = make_place();
    insights_test_study self = open_place(&at, "Ann");
    insights_record *record = NULL;
    char kelly[40];

    import(&self, "kelly.vtt", kelly_talk, NULL, 0, kelly);
    DO(&self, insights_study_delete(
                  self.study, INSIGHTS_INTERVIEW, kelly, &self.error));
    insights_record_free(forget(&self, "Kelly Moore"));
    cr_expect(eq(int, found(&at, "cantankerous"), 0));
    cr_expect(
        eq(int,
           insights_study_forget(
               self.study, "Kelly Moore", 0, &record, &self.error),
           INSIGHTS_E_NOT_FOUND));
    insights_test_study_free(&self);
    remove_place(&at);
}

/* A program that stopped between records and bytes. */
static void forget_and_die(const place *at)
{
    insights_test_study self = open_place(at, "Ann");
    insights_record *record = NULL;

    alarm(20);
    insights_study_forget(self.study, "Kelly Moore", 0, &record, &self.error);
    _exit(0);
}

Test(forget, who_is_killed_in_between_comes_to_the_same_end)
{
    int finished = 0;

    for (int wait = 0; wait < 60 && !finished; wait++) {
        place at = make_place();
        insights_test_study self = open_place(&at, "Ann");
        insights_record *record = NULL;
        char kelly[40];
        pid_t child;
        int status;

        fill_place(&self, kelly);
        insights_test_study_free(&self);
        child = fork();
        if (!child)
            forget_and_die(&at);
        usleep((useconds_t)wait * 700);
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        finished = WIFEXITED(status);
        self = open_place(&at, "Ann");
        status = insights_study_forget(
            self.study, "Kelly Moore", 0, &record, &self.error);
        cr_expect(
            status >= 0 || (status == INSIGHTS_E_NOT_FOUND), "%d: %s", status,
            insights_test_why(&self));
        insights_record_free(record);
        for (size_t i = 0; i < sizeof(hers) / sizeof(*hers); i++)
            cr_expect(
                eq(int, found(&at, hers[i]), 0), "%s after %d", hers[i], wait);
        insights_test_study_free(&self);
        remove_place(&at);
    }
}

Test(forget, somebody_who_still_reads_is_told_of_and_it_can_be_called_again)
{
    place at = make_place();
    insights_test_study self = open_place(&at, "Ann");
    insights_record *record = NULL;
    char kelly[40];
    int ready[2];
    int done[2];
    char byte = 0;
    pid_t child;
    int status;

    fill_place(&self, kelly);
    cr_assert(pipe(ready) == 0 && pipe(done) == 0);
    child = fork();
    if (!child) { /* holds a read transaction open, as no call of ours does */
        sqlite3 *db = NULL;

        sqlite3_open(at.path, &db);
        sqlite3_exec(db, "begin; select count(*) from turn", NULL, NULL, NULL);
        if (write(ready[1], &byte, 1) == 1 && read(done[0], &byte, 1) == 1)
            sqlite3_close(db);
        _exit(0);
    }
    cr_assert(read(ready[0], &byte, 1) == 1);
    status = insights_study_forget(
        self.study, "Kelly Moore", 0, &record, &self.error);
    cr_expect(eq(int, status, INSIGHTS_E_BUSY));
    cr_assert(write(done[1], &byte, 1) == 1);
    waitpid(child, &status, 0);
    insights_record_free(forget(&self, "Kelly Moore"));
    for (size_t i = 0; i < sizeof(hers) / sizeof(*hers); i++)
        cr_expect(eq(int, found(&at, hers[i]), 0), "%s", hers[i]);
    insights_test_study_free(&self);
    remove_place(&at);
}

/* --- Who may, and who is meant -----------------------------------------------
 */

static int try_to_forget(insights_test_study *self, const char *person)
{
    insights_record *record = NULL;
    int status = (int)insights_study_forget(
        self->study, person, INSIGHTS_FORGET_PREVIEW, &record, &self->error);

    insights_record_free(record);
    return status;
}

Test(forget, a_person_is_found_by_any_name_and_never_guessed)
{
    insights_test_study self = insights_test_study_new("Ann");
    char first[40];
    char second[40];
    char label[80];

    import(
        &self, "a.txt", "Kim: I have a red bicycle.\nLee: So do I.\n", NULL, 0,
        first);
    import(
        &self, "b.txt", "Kim: I have a blue bicycle.\nLee: So do I.\n", NULL, 0,
        second);
    cr_expect(eq(int, try_to_forget(&self, "nobody"), INSIGHTS_E_NOT_FOUND));
    cr_expect(eq(int, try_to_forget(&self, "Kim"), INSIGHTS_E_AMBIGUOUS));
    snprintf(label, sizeof(label), "%s:Kim", first);
    cr_expect(eq(int, try_to_forget(&self, label), INSIGHTS_OK));
    cr_expect(eq(int, try_to_forget(&self, "b:Kim"), INSIGHTS_OK));
    cr_expect(eq(int, try_to_forget(&self, "MAUREEN TRANTER"), INSIGHTS_OK));
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(forget, only_a_person_may_and_nobody_can_undo_it)
{
    insights_test_study self = insights_test_study_new(NULL);
    insights_study *own = self.study;
    insights_record *record = NULL;

    cr_expect(
        eq(int,
           insights_study_forget(
               self.study, "Maureen Tranter", 0, &record, &self.error),
           INSIGHTS_E_DENIED));
    self.study = insights_test_open(&self, "Ann");
    insights_record_free(forget(&self, "Maureen Tranter"));
    cr_expect(
        eq(int, insights_study_undo(self.study, NULL, &record, &self.error),
           INSIGHTS_E_NOT_FOUND));
    insights_study_free(own);
    insights_test_study_free(&self);
}

Test(forget, nothing_is_left_behind_when_memory_is_short)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    char id[40];

    meet(&self, 1, id);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_forget(
            self.study, "Kelly Moore", 0, &record, &self.error),
        insights_record_free(record);
        record = NULL; insights_error_free(self.error); self.error = NULL);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

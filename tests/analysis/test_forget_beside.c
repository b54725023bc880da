/* test_forget_beside.c - somebody is forgotten while others go on working. */
#define _GNU_SOURCE

#include "analysis/forget_support.h"

#include <fcntl.h>
#include <insights/privacy.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define TURNS 60
#define ROUNDS 8

typedef struct place {
    char folder[40];
    char uri[80];
    insights_store *store;
    insights_study *study;
    insights_error *error;
    char interview[40];
} place;

static void check(place *self, int status)
{
    cr_assert(
        status >= 0, "%s",
        self->error ? insights_error_message(self->error) : "");
}

static int open_study(place *self, const char *actor)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_study_options who = INSIGHTS_STUDY_OPTIONS_INIT;
    int status;

    options.flags = INSIGHTS_STORE_CREATE;
    who.flags = INSIGHTS_STUDY_CREATE;
    who.actor = actor;
    status =
        insights_store_open(self->uri, &options, &self->store, &self->error);
    return status < 0 ? status
                      : insights_study_open(
                            self->store, &who, &self->study, &self->error);
}

static void close_study(place *self)
{
    insights_study_free(self->study);
    insights_store_free(self->store);
    insights_error_free(self->error);
    self->study = NULL;
    self->store = NULL;
    self->error = NULL;
}

static void remove_files(place *self)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-insights"};
    char name[100];

    for (size_t i = 0; i < 4; i++) {
        snprintf(
            name, sizeof(name), "%s/s.insights%s", self->folder, endings[i]);
        unlink(name);
    }
    rmdir(self->folder);
}

/* Kelly, Otto and Emil take turns. */
static place fill(void)
{
    static const char *const who[] = {"Kelly", "Otto", "Emil"};
    place self = {"/tmp/insights-beside-XXXXXX", "", NULL, NULL, NULL, ""};
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;
    insights_record *record = NULL;
    char text[TURNS * 80] = "";
    char *to = text;

    cr_assert(mkdtemp(self.folder) != NULL);
    snprintf(self.uri, sizeof(self.uri), "sqlite:%s/s.insights", self.folder);
    check(&self, open_study(&self, "Ann"));
    for (int i = 0; i < TURNS; i++)
        to += sprintf(
            to, "%s: This is what %s said as number %d of the day.\n",
            who[i % 3], i % 3 ? "somebody else" : "the guest", i);
    options.roles = "Kelly=participant, Otto=participant, Emil=participant";
    check(
        &self, insights_study_import(
                   self.study, "talk.txt", text, strlen(text), &options,
                   &record, &self.error));
    snprintf(
        self.interview, sizeof(self.interview), "%s",
        insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID));
    insights_record_free(record);
    return self;
}

/* Put codes on one turn after the other, with rests that grow longer, until
 * told to end; tells how many were refused. Never returns. */
static void code_on(place *self, const int *done)
{
    int refused = 0;
    char byte;

    if (open_study(self, "Ben") < 0)
        _exit(255);
    for (int i = 0; read(done[0], &byte, 1) < 0; i++) {
        insights_record *record = NULL;
        char span[80];
        char code[40];

        snprintf(span, sizeof(span), "%s:%d", self->interview, i % TURNS);
        snprintf(code, sizeof(code), "Code %d", i / TURNS);
        refused +=
            insights_study_code(
                self->study, span, code, NULL, &record, &self->error) < 0;
        insights_record_free(record);
        insights_error_free(self->error);
        self->error = NULL;
        if (i % 5 == 4)
            usleep((useconds_t)(i < 50 ? i : 50) * 20000);
    }
    _exit(refused > 200 ? 200 : refused);
}

static int count_wrong(place *self)
{
    insights_cursor *cursor = NULL;
    const insights_record *one = NULL;
    insights_query *query = NULL;
    int wrong = 0;

    check(
        self, insights_study_verify(self->study, NULL, &cursor, &self->error));
    while (insights_cursor_next(cursor, &one, &self->error) == INSIGHTS_OK) {
        fprintf(
            stderr, "%s\n",
            insights_record_text(one, INSIGHTS_FINDING_MESSAGE));
        wrong++;
    }
    insights_cursor_free(cursor);
    check(self, insights_query_new(INSIGHTS_EVIDENCE, &query, &self->error));
    check(
        self, insights_store_query(self->store, query, &cursor, &self->error));
    while (insights_cursor_next(cursor, &one, &self->error) == INSIGHTS_OK)
        wrong += strstr(
                     insights_record_text(one, INSIGHTS_EVIDENCE_QUOTE),
                     "the guest") != NULL;
    insights_cursor_free(cursor);
    insights_query_free(query);
    return wrong;
}

Test(
    forget_beside,
    who_codes_the_same_conversation_meanwhile_stores_no_wrong_quote)
{
    for (int round = 0; round < ROUNDS; round++) {
        place self = fill();
        insights_record *record = NULL;
        int done[2];
        pid_t child;
        int status = INSIGHTS_E_BUSY;

        close_study(&self);
        cr_assert(pipe2(done, O_NONBLOCK) == 0);
        child = fork();
        if (!child)
            code_on(&self, done);
        usleep((useconds_t)round * 9000);
        check(&self, open_study(&self, "Ann"));
        for (int i = 0; i < 50 && status == INSIGHTS_E_BUSY; i++)
            status = insights_study_forget(
                self.study, "Kelly", 0, &record, &self.error);
        check(&self, status);
        insights_record_free(record);
        usleep(20000);
        cr_assert(write(done[1], "", 1) == 1);
        waitpid(child, &status, 0);
        cr_expect(ne(int, status, 255 << 8), "the other program failed");
        cr_expect(eq(int, count_wrong(&self), 0), "in round %d", round);
        close(done[0]);
        close(done[1]);
        close_study(&self);
        remove_files(&self);
    }
}

/* test_pseudonymise.c - a copy of a study in which people have pseudonyms. */
#include "analysis/forget_support.h"
#include "support/data.h"
#include "support/fail_alloc.h"

#include <insights/privacy.h>

typedef struct copy {
    insights_study *study;
    insights_test_study as; /* to ask the copy */
    insights_record *key;
    char *text; /* its export */
} copy;

static int64_t get(void *bytes, size_t size, void *user)
{
    insights_test_bytes *from = user;
    size_t length = from->length < size ? from->length : size;

    memcpy(bytes, from->data, length);
    from->data += length;
    from->length -= length;
    return (int64_t)length;
}

/* The copy, as somebody has it who restores its export. */
static copy copy_of(insights_test_study *self, const char *names)
{
    copy made = {NULL, {NULL, NULL, NULL, ""}, NULL, NULL};
    insights_test_bytes bytes = {NULL, 0};
    insights_test_bytes rest;
    insights_record *record = NULL;

    DO(self, insights_study_pseudonymise(
                 self->study, names, &made.study, &made.key, &self->error));
    DO(self, insights_store_export(
                 insights_study_store(made.study), insights_test_keep, &bytes,
                 &self->error));
    made.text = bytes.data;
    rest = bytes;
    DO(self,
       insights_store_open("memory:", NULL, &made.as.store, &self->error));
    DO(self, insights_store_restore(
                 made.as.store, get, &rest, &record, &self->error));
    insights_record_free(record);
    made.as.study = insights_test_open(&made.as, NULL);
    cr_expect(eq(int, insights_test_wrong(&made.as, NULL), 0));
    return made;
}

static void copy_free(copy *self)
{
    insights_test_study_free(&self->as);
    insights_study_free(self->study);
    insights_record_free(self->key);
    free(self->text);
}

static insights_test_study talk(const char *text, const char *actor)
{
    insights_test_study self = {NULL, NULL, NULL, ""};
    insights_record *record = NULL;

    DO(&self, insights_store_open("memory:", NULL, &self.store, &self.error));
    self.study = insights_test_open(&self, actor);
    DO(&self, insights_study_import(
                  self.study, "kelly-moore.vtt", text, strlen(text), NULL,
                  &record, &self.error));
    snprintf(
        self.interview, sizeof(self.interview), "%s",
        insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID));
    insights_record_free(record);
    return self;
}

#define HAS(copy, words) cr_expect(strstr((copy)->text, words) != NULL, words)
#define HAS_NOT(copy, words) \
    cr_expect(strstr((copy)->text, words) == NULL, words)

static const char hard[] =
    "WEBVTT\n\n"
    "00:00:01.000 --> 00:00:04.000\n"
    "<v Hannah Lisle>Kelly, are you P01 on the list? \xF0\x9F\x98\x80\n\n"
    "00:00:04.500 --> 00:00:12.000\n"
    "<v Kelly Moore>No \xF0\x9F\x98\x80, Jose\xCC\x81 Ruiz is; kelly green is "
    "a colour, Kellys are many, and Kelly's mug is Kelly Moore\xE2\x80\x99s. "
    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D KELLY MOORE said more.\n\n"
    "00:00:12.500 --> 00:00:15.000\n"
    "<v Jos\xC3\xA9 Ruiz>Hannah, more of Ms Lisle and Moore, please.\n";

Test(pseudonymise, names_become_pseudonyms_and_spans_stay_true)
{
    insights_test_study self = talk(hard, "Ann");
    copy made;

    insights_test_code(&self, "Moore\xE2\x80\x99s", "Names / Kelly's", NULL);
    insights_test_code(&self, "mug is Kelly Moore\xE2\x80\x99s", "Names", NULL);
    insights_test_code(&self, "colour, Kellys are many", "Words", NULL);
    insights_test_code(&self, "Ruiz is; kelly", "Words", NULL);
    made = copy_of(&self, NULL);
    cr_log_info("%s", insights_record_text(made.key, INSIGHTS_SUMMARY_DETAILS));
    HAS_NOT(&made, "Kelly Moore");
    HAS_NOT(&made, "KELLY MOORE");
    HAS_NOT(&made, "Kelly's");
    HAS_NOT(&made, "Moore");
    HAS_NOT(&made, "moore");
    HAS_NOT(&made, "Hannah");
    HAS_NOT(&made, "Lisle");
    HAS_NOT(&made, "Ruiz");
    HAS(&made, "Kellys are many");
    HAS(&made, "kelly green is a colour");
    HAS(&made, "said more.");
    HAS(&made, "are you P01 on the list?"); /* which nobody else is */
    insights_test_study_free(&self);
    copy_free(&made);
}

Test(pseudonymise, a_pseudonym_can_be_chosen_and_other_names_given)
{
    insights_test_study self = talk(hard, "Ann");
    copy made =
        copy_of(&self, "Kelly Moore=Robin\nmug\n  Hannah Lisle = nobody?\n\n");

    HAS(&made, "Robin's N");
    HAS(&made, "\"name\":\"Robin\"");
    HAS_NOT(&made, " mug");
    insights_test_study_free(&self);
    copy_free(&made);
}

Test(pseudonymise, the_same_study_gives_the_same_copy)
{
    insights_test_study self = talk(hard, "Ann");
    copy first = copy_of(&self, NULL);
    copy second = copy_of(&self, NULL);

    cr_expect(eq(str, first.text, second.text));
    insights_test_study_free(&self);
    copy_free(&first);
    copy_free(&second);
}

Test(pseudonymise, corrections_and_codes_come_along)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    copy made;

    insights_test_code(&self, "Kelly looks at it on a Friday", "Who", NULL);
    DO(&self, insights_study_analyze(self.study, NULL, &record, &self.error));
    insights_record_free(record);
    DO(&self, insights_study_correct(
                  self.study, self.interview, 2,
                  "What happens, Maureen, when somebody cancels?", &record,
                  &self.error));
    insights_record_free(record);
    DO(&self, insights_study_rename_speaker(
                  self.study, self.interview, "Maureen Tranter", "Mo T.",
                  &record, &self.error));
    insights_record_free(record);
    DO(&self, insights_study_memo(
                  self.study, INSIGHTS_INTERVIEW, self.interview,
                  "Maureen Tranter was tired", &record, &self.error));
    insights_record_free(record);
    made = copy_of(&self, "Kelly");
    HAS_NOT(&made, "Maureen");
    HAS_NOT(&made, "Tranter");
    HAS_NOT(&made, "Kelly");
    HAS_NOT(&made, "Mo T.");
    HAS_NOT(&made, "Lisle");
    DO(&made.as,
       insights_study_evidence(made.as.study, NULL, &cursor, &made.as.error));
    cr_expect(gt(int, insights_test_count(&made.as, cursor), 3));
    insights_test_study_free(&self);
    copy_free(&made);
}

Test(pseudonymise, nothing_is_left_behind_when_memory_is_short)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_study *study = NULL;
    insights_record *key = NULL;

    insights_test_code(&self, "Kelly looks at it on a Friday", "Who", NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_pseudonymise(
            self.study, "Kelly\nGary=G", &study, &key, &self.error),
        insights_study_free(study);
        study = NULL; insights_record_free(key); key = NULL;
        insights_error_free(self.error); self.error = NULL);
    insights_test_study_free(&self);
}

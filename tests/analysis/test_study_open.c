/* test_study_open.c - a study is a project and somebody who works on it. */
#include "support/fail_alloc.h"
#include "support/study.h"

static insights_store *store;
static insights_error *error;

static void setup(void)
{
    cr_assert(
        eq(int, insights_store_open("memory:", NULL, &store, &error),
           INSIGHTS_OK));
}

static void teardown(void)
{
    insights_store_free(store);
    insights_error_free(error);
    error = NULL;
}

TestSuite(study_open, .init = setup, .fini = teardown);

static int open_as(
    const char *project,
    const char *actor,
    int create,
    insights_study **out)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;

    options.project = project;
    options.actor = actor;
    options.flags = create ? INSIGHTS_STUDY_CREATE : 0;
    return (int)insights_study_open(store, &options, out, &error);
}

Test(study_open, a_project_that_is_not_there_is_not_made_unasked)
{
    insights_study *study = NULL;

    cr_expect(eq(int, open_as(NULL, NULL, 0, &study), INSIGHTS_E_NOT_FOUND));
    cr_expect(study == NULL);
    cr_expect(eq(int, open_as("Dental Study", NULL, 1, &study), INSIGHTS_OK));
    insights_study_free(study);
    cr_expect(eq(int, open_as("cars", NULL, 0, &study), INSIGHTS_E_NOT_FOUND));
    cr_expect(
        strstr(insights_error_message(error), "dental-study") != NULL,
        "the message names what there is: %s", insights_error_message(error));
}

Test(study_open, a_project_is_found_by_slug_name_and_id)
{
    insights_study *study = NULL;
    char id[40];
    const char *names[] = {"Dental Study", "dental-study", id, NULL};

    cr_assert(eq(int, open_as("Dental Study", NULL, 1, &study), INSIGHTS_OK));
    snprintf(id, sizeof(id), "%s", insights_study_project(study));
    insights_study_free(study);
    for (size_t i = 0; i < 4; i++) {
        cr_assert(eq(int, open_as(names[i], NULL, 0, &study), INSIGHTS_OK));
        cr_expect(eq(str, (char *)insights_study_project(study), id));
        insights_study_free(study);
    }
}

Test(study_open, several_projects_must_be_told_apart)
{
    insights_study *study = NULL;

    cr_assert(eq(int, open_as("one", NULL, 1, &study), INSIGHTS_OK));
    insights_study_free(study);
    cr_assert(eq(int, open_as("two", NULL, 1, &study), INSIGHTS_OK));
    insights_study_free(study);
    cr_expect(eq(int, open_as(NULL, NULL, 0, &study), INSIGHTS_E_AMBIGUOUS));
}

Test(study_open, the_kinds_of_facets_are_codes_from_the_start)
{
    insights_study *study = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *usage = NULL;
    int count = 0;

    cr_assert(eq(int, open_as(NULL, NULL, 1, &study), INSIGHTS_OK));
    cr_assert(
        eq(int, insights_study_codes(study, &cursor, &error), INSIGHTS_OK));
    while (insights_cursor_next(cursor, &usage, &error) == INSIGHTS_OK)
        count += insights_record_int(usage, INSIGHTS_USAGE_IS_SYSTEM) != 0;
    cr_expect(eq(int, count, 13));
    insights_cursor_free(cursor);
    insights_study_free(study);
}

Test(study_open, who_is_not_named_may_import_but_not_decide)
{
    insights_test_study self = insights_test_study_new(NULL);
    insights_record *record = NULL;
    char span[64];

    snprintf(span, sizeof(span), "%s:1", self.interview);
    cr_expect(
        eq(int,
           insights_study_code(
               self.study, span, "pain", NULL, &record, &self.error),
           INSIGHTS_E_DENIED));
    cr_expect(
        strstr(insights_test_why(&self), "--actor") != NULL,
        "the message says what to do: %s", insights_test_why(&self));
    cr_expect(
        eq(int,
           insights_study_memo(
               self.study, INSIGHTS_INTERVIEW, self.interview, "note", &record,
               &self.error),
           INSIGHTS_E_DENIED));
    insights_test_study_free(&self);
}

Test(study_open, a_study_keeps_its_store_alive)
{
    insights_test_study self = insights_test_study_new("Ann");

    insights_store_free(self.store);
    self.store = NULL;
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(study_open, opening_survives_any_allocation_failing)
{
    insights_study *study = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(open_as("study", "Ann", 1, &study),
                                         insights_study_free(study);
                                         study = NULL);
}

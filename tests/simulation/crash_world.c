/* crash_world.c - small studies, and what is done to them.
 *
 * A study is made of a conversation with evidence, codes, decisions and a
 * memo, so that each operation touches what it touches in use.
 */
#define _POSIX_C_SOURCE 200809L

#include "simulation/crash_world.h"

#include <insights/model.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TURNS 40

/* --- A conversation ------------------------------------------------------- */

static const char *const asked[] = {
    "How do you keep the diary, and who looks at it?",
    "What happens when somebody cancels at short notice?",
    "Would you want a program to ring for you?",
    "Who pays for it, and is the price fair?",
    "What would you change if you could change one thing?",
};

static const char *const answered[] = {
    "In the blue book, in pencil, and Kelly looks at it on a Friday. The "
    "screen is slow and I hate that.",
    "I ring down the list until somebody picks up. It takes the whole "
    "morning, and nobody thanks me for it.",
    "I would not trust it. I want to hear their voice before I give the "
    "chair away.",
    "The practice pays. It is too expensive for what it does, but I was not "
    "asked about the price.",
    "I wish the list would sort itself by who can come within the hour, "
    "because that is what I do in my head.",
    "We tried the new one in March and went back in April. It lost two "
    "bookings and I had to explain.",
    "I like the colours. I can see from the door who is late.",
};

/* As WebVTT; `salt` makes another conversation of the same shape. */
static char *make_talk(int turns, int salt)
{
    size_t room = (size_t)turns * 320 + 64;
    char *talk = malloc(room);
    size_t length = 0;

    if (!talk)
        abort();
    length += (size_t)snprintf(talk, room, "WEBVTT\n\n");
    for (int i = 0; i < turns; i++) {
        int question = i % 2 == 0;
        const char *said =
            question ? asked[(i / 2 + salt) % 5] : answered[(i * 3 + salt) % 7];

        length += (size_t)snprintf(
            talk + length, room - length,
            "00:%02d:%02d.000 --> 00:%02d:%02d.500\n<v %s>%s This is number "
            "%d.\n\n",
            i / 6, i % 6 * 10, i / 6, i % 6 * 10 + 8,
            question ? "Hannah Lisle" : "Maureen Tranter", said,
            i + salt * 100);
    }
    return talk;
}

static insights_status import_talk(
    crash_world *world,
    const char *name,
    int salt)
{
    char *talk = make_talk(TURNS, salt);
    insights_record *record = NULL;
    insights_status status = insights_study_import(
        world->study, name, talk, strlen(talk), NULL, &record, &world->error);

    if (status == INSIGHTS_OK && !world->interview[0])
        snprintf(
            world->interview, sizeof(world->interview), "%s",
            insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID));
    insights_record_free(record);
    free(talk);
    return status;
}

/* --- The operations ------------------------------------------------------- */

static insights_status run_import(crash_world *world)
{
    return import_talk(world, "second.vtt", 1);
}

static insights_status run_correct(crash_world *world)
{
    insights_record *summary = NULL;
    insights_status status = insights_study_correct(
        world->study, world->interview, 1,
        "In the red book, in ink, and Kelly looks at it on a Monday. The "
        "screen is slow and I hate that. This is number 1.",
        &summary, &world->error);

    insights_record_free(summary);
    return status;
}

static insights_status run_delete(crash_world *world)
{
    return insights_store_delete(
        world->store, INSIGHTS_PROJECT, world->project_id, 0, &world->error);
}

static insights_status run_delete_interview(crash_world *world)
{
    return insights_store_delete(
        world->store, INSIGHTS_INTERVIEW, world->interview, 0, &world->error);
}

typedef struct source {
    const crash_world *world;
    size_t at;
} source;

static int64_t read_restored(void *bytes, size_t size, void *user)
{
    source *from = user;
    size_t left = from->world->restored_length - from->at;
    size_t length = left < size ? left : size;

    memcpy(bytes, from->world->restored + from->at, length);
    from->at += length;
    return (int64_t)length;
}

static insights_status run_restore(crash_world *world)
{
    source from = {world, 0};
    insights_record *summary = NULL;
    insights_status status = insights_store_restore(
        world->store, read_restored, &from, &summary, &world->error);

    insights_record_free(summary);
    return status;
}

static insights_status run_migrate(crash_world *world)
{
    return crash_world_open(world, 0);
}

static insights_status run_create(crash_world *world)
{
    return crash_world_open(world, INSIGHTS_STORE_CREATE);
}

const crash_operation crash_operations[] = {
    {"import", run_import, 0},   {"correct", run_correct, 0},
    {"delete", run_delete, 0},   {"delete-interview", run_delete_interview, 0},
    {"restore", run_restore, 0}, {"migrate", run_migrate, 1},
    {"create", run_create, 1},
};
const size_t crash_operation_count =
    sizeof(crash_operations) / sizeof(*crash_operations);

/* --- Opening and closing -------------------------------------------------- */

insights_status crash_world_open(crash_world *world, uint32_t flags)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_study_options study = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_status status;

    options.flags = flags;
    study.actor = "Ann";
    status = insights_store_open(
        world->path, &options, &world->store, &world->error);
    if (status < 0 || flags & INSIGHTS_STORE_CREATE)
        return status;
    status =
        insights_study_open(world->store, &study, &world->study, &world->error);
    if (status == INSIGHTS_E_NOT_FOUND || status == INSIGHTS_E_AMBIGUOUS)
        return INSIGHTS_OK;
    return status;
}

void crash_world_close(crash_world *world)
{
    insights_study_free(world->study);
    insights_store_free(world->store);
    insights_error_free(world->error);
    world->study = NULL;
    world->store = NULL;
    world->error = NULL;
}

static const disk_image *image_for(
    const crash_world *world,
    const crash_operation *operation)
{
    if (operation->run == run_delete || operation->run == run_delete_interview)
        return world->two;
    if (operation->run == run_migrate)
        return world->old;
    return operation->run == run_create ? world->empty : world->one;
}

int crash_world_reset(
    crash_world *world,
    const crash_operation *operation,
    int others)
{
    const disk_image *image = image_for(world, operation);

    disk_restore(world->machine, image);
    if (image == world->empty)
        unlink(world->path);
    else
        fclose(fopen(world->path, "ab"));
    if (others &&
        insights_store_open(
            world->other_path, NULL, &world->other, &world->error) < 0)
        return 0;
    if (others)
        disk_process(world->machine, 1);
    if (!operation->opening && crash_world_open(world, 0) < 0)
        return 0;
    disk_rewind(world->machine, image);
    return 1;
}

/* --- The state of a store ------------------------------------------------- */

static int hash_piece(const void *bytes, size_t length, void *user)
{
    const unsigned char *at = bytes;
    uint64_t *hash = user;

    for (size_t i = 0; i < length; i++)
        *hash = (*hash ^ at[i]) * UINT64_C(0x100000001b3);
    return 0;
}

/* 1 where the cursor, which is freed, finds nothing. */
static int is_clean(
    crash_world *world,
    insights_cursor *findings,
    char why[256])
{
    const insights_record *finding = NULL;
    insights_status status =
        insights_cursor_next(findings, &finding, &world->error);

    if (status == INSIGHTS_OK)
        snprintf(
            why, 256, "found: %s",
            insights_record_text(finding, INSIGHTS_FINDING_MESSAGE));
    else if (status < 0)
        snprintf(why, 256, "%s", insights_error_message(world->error));
    insights_cursor_free(findings);
    return status == INSIGHTS_DONE;
}

uint64_t crash_world_digest(crash_world *world, char why[256])
{
    insights_cursor *findings = NULL;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    insights_status status =
        insights_store_check(world->store, &findings, &world->error);

    if (status == INSIGHTS_OK && !is_clean(world, findings, why))
        return 0;
    if (status == INSIGHTS_OK && world->study) {
        status =
            insights_study_verify(world->study, NULL, &findings, &world->error);
        /* The study itself may be what was deleted. */
        if (status == INSIGHTS_E_NOT_FOUND)
            status = INSIGHTS_OK;
        else if (status == INSIGHTS_OK && !is_clean(world, findings, why))
            return 0;
    }
    if (status == INSIGHTS_OK)
        status = insights_store_export(
            world->store, hash_piece, &hash, &world->error);
    if (status < 0) {
        snprintf(why, 256, "%s", insights_error_message(world->error));
        return 0;
    }
    return hash ? hash : 1;
}

uint64_t crash_world_others_digest(crash_world *world, char why[256])
{
    insights_record *person = NULL;
    uint64_t digest;
    insights_status status;

    crash_world_close(world);
    disk_process(world->machine, 0);
    world->store = world->other;
    world->other = NULL;
    digest = crash_world_digest(world, why);
    status = insights_record_new(INSIGHTS_PERSON, &person, &world->error);
    if (status == INSIGHTS_OK) {
        insights_record_set_text(person, INSIGHTS_PERSON_NAME, "Ada");
        status = insights_store_save(world->store, person, &world->error);
    }
    insights_record_free(person);
    if (status < 0) {
        snprintf(why, 256, "%s", insights_error_message(world->error));
        digest = 0;
    }
    crash_world_close(world);
    return digest;
}

/* --- Making them ---------------------------------------------------------- */

typedef struct text {
    char *data;
    size_t length;
} text;

static int keep_piece(const void *bytes, size_t length, void *user)
{
    text *out = user;

    out->data = realloc(out->data, out->length + length);
    if (!out->data)
        abort();
    memcpy(out->data + out->length, bytes, length);
    out->length += length;
    return 0;
}

static insights_status code(
    crash_world *world,
    const char *quote,
    const char *name)
{
    insights_record *record = NULL;
    char span[512];
    insights_status status;

    snprintf(span, sizeof(span), "%s#%s", world->interview, quote);
    status = insights_study_code(
        world->study, span, name, "as said", &record, &world->error);
    insights_record_free(record);
    return status;
}

/* One conversation, read, coded and commented. */
static insights_status make_one(crash_world *world)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_record *record = NULL;
    insights_status status = crash_world_open(world, INSIGHTS_STORE_CREATE);

    options.flags = INSIGHTS_STUDY_CREATE;
    options.project = world->project;
    options.actor = "Ann";
    if (status == INSIGHTS_OK)
        status = insights_study_open(
            world->store, &options, &world->study, &world->error);
    if (status == INSIGHTS_OK)
        status = import_talk(world, "first.vtt", 0);
    if (status == INSIGHTS_OK)
        status =
            insights_study_analyze(world->study, NULL, &record, &world->error);
    insights_record_free(record);
    record = NULL;
    if (status == INSIGHTS_OK)
        status = code(world, "The screen is slow and I hate that.", "Speed");
    if (status == INSIGHTS_OK)
        status = code(world, "I would not trust it.", "Trust / Program");
    if (status == INSIGHTS_OK)
        status = insights_study_memo(
            world->study, INSIGHTS_INTERVIEW, world->interview,
            "She laughed at this.", &record, &world->error);
    insights_record_free(record);
    if (status == INSIGHTS_OK)
        snprintf(
            world->project_id, sizeof(world->project_id), "%s",
            insights_study_project(world->study));
    return status;
}

/* The second conversation, and what restoring it reads. */
static insights_status make_two(crash_world *world)
{
    text out = {NULL, 0};
    insights_record *record = NULL;
    insights_status status = crash_world_open(world, 0);

    if (status == INSIGHTS_OK)
        status = import_talk(world, "second.vtt", 2);
    if (status == INSIGHTS_OK)
        status =
            insights_study_analyze(world->study, NULL, &record, &world->error);
    insights_record_free(record);
    if (status == INSIGHTS_OK)
        status = run_correct(world);
    if (status == INSIGHTS_OK)
        status = insights_store_export(
            world->store, keep_piece, &out, &world->error);
    world->restored = out.data;
    world->restored_length = out.length;
    return status;
}

int crash_world_make(crash_world *world, uint64_t seed)
{
    const char *folder = getenv("TMPDIR");
    insights_status status;

    memset(world, 0, sizeof(*world));
    world->seed = seed;
    world->project = "practice";
    snprintf(
        world->folder, sizeof(world->folder), "%s/insights-crash-XXXXXX",
        folder && *folder ? folder : "/tmp");
    if (!mkdtemp(world->folder))
        return 0;
    snprintf(
        world->path, sizeof(world->path), "%s/study.insights", world->folder);
    snprintf(
        world->other_path, sizeof(world->other_path), "%s/other",
        world->folder);
    mkdir(world->other_path, 0700);
    snprintf(
        world->other_path, sizeof(world->other_path), "%s/other/study.insights",
        world->folder);
    fclose(fopen(world->other_path, "ab"));
    world->machine = disk_new(seed);
    disk_set_environment(world->machine);
    world->empty = disk_copy(world->machine);
    status = make_one(world);
    if (status == INSIGHTS_OK) {
        crash_world_close(world);
        world->one = disk_copy(world->machine);
        status = make_two(world);
    }
    if (status < 0) {
        fprintf(stderr, "%s\n", insights_error_message(world->error));
        return 0;
    }
    crash_world_close(world);
    world->two = disk_copy(world->machine);
    disk_restore(world->machine, world->empty);
    if (!disk_load(
            world->machine, "study.insights",
            INSIGHTS_TEST_ROOT "/tests/fixtures/schema-1.insights"))
        return 0;
    world->old = disk_copy(world->machine);
    return 1;
}

void crash_world_free(crash_world *world)
{
    const char *const paths[] = {world->path, world->other_path};
    char name[200];

    crash_world_close(world);
    disk_image_free(world->empty);
    disk_image_free(world->one);
    disk_image_free(world->two);
    disk_image_free(world->old);
    disk_free(world->machine);
    free(world->restored);
    for (size_t i = 0; i < 2; i++) {
        snprintf(name, sizeof(name), "%s-insights", paths[i]);
        unlink(name);
        unlink(paths[i]);
    }
    snprintf(name, sizeof(name), "%s/other", world->folder);
    rmdir(name);
    rmdir(world->folder);
}

/* import.c - a transcript file becomes an interview, whole or not at all.
 *
 * Keeps true: the same bytes are imported once into a project, whoever does
 * it and however many at once; the hash of the file is the key.
 */
#include "analysis/correct.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/options.h"

#include <string.h>

#define KEPT_FILE_MAXIMUM ((size_t)40 << 20) /* as base64 below 64 MiB */
#define PIECE 65536

typedef struct import {
    insights_study *study;
    insights_import_options options;
    const char *file; /* as it was named */
    const char *path; /* to read from, or NULL: */
    const void *bytes;
    size_t length;
    char hash[INSIGHTS__SHA256_TEXT];
    insights_conversation *script;
    insights_record *replaced; /* with options.replace */
    insights_record *similar;
} import;

static void import_free(import *self)
{
    insights_conversation_free(self->script);
    insights_record_free(self->replaced);
    insights_record_free(self->similar);
}

/* --- What is asked -----------------------------------------------------------
 */

static int is_date(const char *date)
{
    int month;
    int day;

    if (!date || strlen(date) != 10)
        return 0;
    for (size_t i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? date[i] != '-' : date[i] < '0' || date[i] > '9')
            return 0;
    month = (date[5] - '0') * 10 + date[6] - '0';
    day = (date[8] - '0') * 10 + date[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static insights_status read_options(
    import *self,
    const insights_import_options *options,
    insights_error **error)
{
    insights_status status = insights__options_read(
        &self->options, sizeof(self->options), options, error);

    if (status < 0)
        return status;
    if ((self->options.flags & ~(uint32_t)INSIGHTS_IMPORT_KEEP_FILE) ||
        self->options.reserved)
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED, "unknown flags %u of an import",
            (unsigned)self->options.flags);
    if (self->options.date && !is_date(self->options.date))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is no date; write it as YYYY-MM-DD", self->options.date);
    if (self->options.title && !*self->options.title)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "a title needs a character at least");
    return INSIGHTS_OK;
}

static insights_status hash_file(import *self, insights_error **error)
{
    insights__sha256 *hash = NULL;
    insights__file file = INSIGHTS__NO_FILE;
    char *piece = insights__alloc(PIECE);
    insights_status status = INSIGHTS_OK;
    size_t got = PIECE;
    int code = insights__file_open(self->path, 0, &file);

    if (code)
        status = insights__fail_system(error, code, "open", self->path);
    hash = insights__sha256_new();
    if (status >= 0 && (!piece || !hash))
        status = insights__fail_nomem(error);
    for (int64_t at = 0; status >= 0 && got == PIECE; at += PIECE) {
        code = insights__file_read(file, at, piece, PIECE, &got);
        if (code)
            status = insights__fail_system(error, code, "read", self->path);
        else
            insights__sha256_add(hash, piece, got);
    }
    if (status >= 0)
        status = insights__sha256_text(hash, self->hash, error);
    if (file != INSIGHTS__NO_FILE)
        insights__file_close(file);
    insights__sha256_free(hash);
    insights__free(piece);
    return status;
}

static insights_status read_script(import *self, insights_error **error)
{
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;

    options.format = self->options.format;
    options.encoding = self->options.encoding;
    options.file_name = self->file;
    if (self->path)
        return insights_conversation_read_file(
            self->path, &options, &self->script, error);
    return insights_conversation_read(
        self->bytes, self->length, &options, &self->script, error);
}

static const char *base_name(const char *file)
{
    const char *slash = file ? strrchr(file, '/') : NULL;

    return slash ? slash + 1 : file;
}

/* --- The interview -----------------------------------------------------------
 */

static insights_status set_title(
    import *self,
    insights_record *interview,
    insights_error **error)
{
    const char *title = self->options.title;
    const char *name = base_name(self->file);
    const char *dot = name ? strrchr(name, '.') : NULL;
    char *own = NULL;

    if (!title)
        title = insights_conversation_meta(self->script, "title");
    if ((!title || !*title) && name && *name) {
        own = insights__strndup(
            name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
        if (!own)
            return insights__fail_nomem(error);
        title = own;
    }
    insights_record_set_text(
        interview, INSIGHTS_INTERVIEW_TITLE,
        title && *title ? title : "untitled");
    insights__free(own);
    return INSIGHTS_OK;
}

/* What the file says of itself, where the caller says nothing else. */
static insights_status set_fields(
    import *self,
    insights_record *interview,
    insights_error **error)
{
    insights__buffer warnings = INSIGHTS__BUFFER_INIT;
    const char *date = insights_conversation_meta(self->script, "date");
    const char *language = insights_conversation_meta(self->script, "language");
    const char *media = insights_conversation_meta(self->script, "media");
    insights_status status;

    if (self->options.date || is_date(date))
        insights_record_set_text(
            interview, INSIGHTS_INTERVIEW_HELD_ON,
            self->options.date ? self->options.date : date);
    if (self->options.language || language)
        insights_record_set_text(
            interview, INSIGHTS_INTERVIEW_LANGUAGE,
            self->options.language ? self->options.language : language);
    if (media)
        insights_record_set_text(
            interview, INSIGHTS_INTERVIEW_MEDIA_URI, media);
    insights_record_set_text(
        interview, INSIGHTS_INTERVIEW_SOURCE, base_name(self->file));
    insights_record_set_text(
        interview, INSIGHTS_INTERVIEW_FORMAT,
        insights_conversation_format(self->script));
    insights_record_set_text(
        interview, INSIGHTS_INTERVIEW_CONTENT_HASH, self->hash);
    insights_record_set_text(
        interview, INSIGHTS_INTERVIEW_STATUS, "transcribed");
    insights__set_ms(
        interview, INSIGHTS_INTERVIEW_DURATION_MS,
        insights__script_duration(self->script));
    insights__warnings_json(&warnings, self->script, NULL);
    status = insights__buffer_check(&warnings, "the warnings", error);
    if (status >= 0)
        insights_record_set_text(
            interview, INSIGHTS_INTERVIEW_WARNINGS,
            insights__buffer_text(&warnings));
    insights__buffer_free(&warnings);
    return status < 0 ? status : insights_record_check(interview, error);
}

static insights_status keep_file(
    import *self,
    insights__unit *unit,
    insights_record *interview,
    insights_error **error)
{
    char id[INSIGHTS__UUID_TEXT];
    char *read = NULL;
    const char *bytes = self->bytes;
    size_t length = self->length;
    const char *name = base_name(self->file);
    insights_status status = INSIGHTS_OK;

    if (!(self->options.flags & INSIGHTS_IMPORT_KEEP_FILE))
        return INSIGHTS_OK;
    if (self->path) {
        status = insights__file_read_all(
            self->path, KEPT_FILE_MAXIMUM, &read, &length, error);
        bytes = read;
    } else if (length > KEPT_FILE_MAXIMUM) {
        status = insights__fail(
            error, INSIGHTS_E_LIMIT,
            "'%s' has %zu bytes; files up to %zu are kept", name, length,
            KEPT_FILE_MAXIMUM);
    }
    if (status >= 0)
        status = insights__asset_keep(
            unit, name && *name ? name : "transcript", bytes, length,
            self->hash, id, error);
    if (status >= 0)
        insights_record_set_text(interview, INSIGHTS_INTERVIEW_ASSET_ID, id);
    insights__free(read);
    return status;
}

/* --- Answers -----------------------------------------------------------------
 */

/* Where the file is here already, the answer that says so. */
static insights_status find_imported(
    import *self,
    insights_record **out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_INTERVIEW_CONTENT_HASH, self->hash}, {0, NULL}};
    insights_record *interview = NULL;
    insights__import_result result = {0};
    insights_status status = insights__study_find(
        self->study, INSIGHTS_INTERVIEW, filters, &interview, error);

    *out = NULL;
    if (status >= 0 && interview) {
        result.file = self->file;
        result.interview = interview;
        result.already = 1;
        status = insights__import_answer(self->study, &result, out, error);
    }
    insights_record_free(interview);
    return status;
}

static insights_status answer(
    import *self,
    const insights_record *interview,
    const insights__roles *roles,
    insights_record **out,
    insights_error **error)
{
    insights__import_result result = {0};

    result.file = self->file;
    result.interview = interview;
    result.script = self->script;
    result.roles = roles;
    result.similar = self->similar;
    return insights__import_answer(self->study, &result, out, error);
}

/* --- Writing -----------------------------------------------------------------
 */

static insights_status save_transcript(
    import *self,
    insights__unit *unit,
    insights_record *transcript,
    const char *interview_id,
    insights_error **error)
{
    insights_status status =
        insights__transcript_fill(transcript, self->script, error);

    insights_record_set_text(
        transcript, INSIGHTS_TRANSCRIPT_INTERVIEW_ID, interview_id);
    insights_record_set_int(transcript, INSIGHTS_TRANSCRIPT_NUMBER, 1);
    insights_record_set_text(
        transcript, INSIGHTS_TRANSCRIPT_ACTOR_ID, unit->actor);
    return status < 0 ? status
                      : insights__unit_save(
                            unit, transcript, NULL, INSIGHTS__UNTOLD, error);
}

/* Give a new record its id now, so that others can refer to it. */
static insights_status give_id(insights_record *record, insights_error **error)
{
    char id[INSIGHTS__UUID_TEXT];
    insights_status status = insights__uuid_new(id, error);

    if (status >= 0)
        insights_record_set_id(record, id);
    return status < 0 ? status : insights_record_check(record, error);
}

static insights_status save_parts(
    import *self,
    insights__unit *unit,
    insights_record *interview,
    insights_record *transcript,
    insights__roles *roles,
    insights_error **error)
{
    insights__map *persons = insights__map_new();
    const char *id = insights_record_id(interview);
    const insights__people_job people = {
        self->script, id, self->options.roles, NULL, NULL};
    insights_status status;

    if (!persons)
        return insights__fail_nomem(error);
    insights_record_set_text(
        interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID,
        insights_record_id(transcript));
    status = keep_file(self, unit, interview, error);
    if (status >= 0)
        status = insights__unit_save(unit, interview, NULL, 0, error);
    if (status >= 0)
        status = save_transcript(self, unit, transcript, id, error);
    if (status >= 0)
        status = insights__people_sync(unit, &people, roles, persons, error);
    if (status >= 0)
        status = insights__turns_save(
            unit, self->script, roles, id, insights_record_id(transcript), 0,
            persons, INSIGHTS__UNTOLD, error);
    insights__map_free(persons, NULL);
    return status;
}

/* Takes `done`, the answer. */
static insights_status commit_import(
    import *self,
    insights__unit *unit,
    const insights_record *interview,
    const char *what,
    insights_record *done,
    insights_record **out,
    insights_error **error)
{
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_format(
        &line, "%s '%s', %zu turns", what,
        insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE),
        self->script->turns.count);
    status = insights__buffer_check(&line, "the summary", error);
    if (status < 0)
        insights_record_free(done);
    else
        status = insights__unit_commit_with(
            unit, insights__buffer_text(&line), done, out, error);
    insights__buffer_free(&line);
    return status;
}

static insights_status import_new(
    import *self,
    insights_record **out,
    insights_error **error)
{
    insights__unit unit;
    insights__roles roles = INSIGHTS__ROLES_INIT;
    insights_record *interview = NULL;
    insights_record *transcript = NULL;
    insights_record *done = NULL;
    insights_status status;

    status = insights__unit_begin(
        &unit, self->study, INSIGHTS__ANYBODY, "import", error);
    if (status < 0)
        goto out;
    interview = insights__study_new(self->study, INSIGHTS_INTERVIEW);
    transcript = insights__study_new(self->study, INSIGHTS_TRANSCRIPT);
    if (!interview || !transcript) {
        status = insights__fail_nomem(error);
        goto out;
    }
    status = give_id(interview, error);
    if (status >= 0)
        status = give_id(transcript, error);
    if (status >= 0)
        status = set_title(self, interview, error);
    if (status >= 0)
        status = set_fields(self, interview, error);
    if (status >= 0)
        status = insights__import_similar(
            self->study, self->script,
            insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE),
            base_name(self->file), &self->similar, error);
    if (status >= 0)
        status = save_parts(self, &unit, interview, transcript, &roles, error);
    if (status >= 0)
        status = answer(self, interview, &roles, &done, error);
    if (status >= 0)
        status =
            commit_import(self, &unit, interview, "imported", done, out, error);

out:
    insights__unit_free(&unit);
    insights__roles_free(&roles);
    insights_record_free(interview);
    insights_record_free(transcript);
    return status;
}

static insights_status import_replacing(
    import *self,
    insights_record **out,
    insights_error **error)
{
    insights__unit unit;
    insights__revision revision = {0};
    insights__roles roles = INSIGHTS__ROLES_INIT;
    insights_conversation *before = NULL;
    insights_record *done = NULL;
    insights_status status;

    status = insights__unit_begin(
        &unit, self->study, INSIGHTS__ANYBODY, "replace", error);
    if (status >= 0)
        status =
            insights__load_current(self->study, self->replaced, &before, error);
    if (status >= 0)
        status = insights_record_edit(self->replaced, &revision.changed, error);
    if (status >= 0 && self->options.title)
        status = set_title(self, revision.changed, error);
    if (status >= 0)
        status = set_fields(self, revision.changed, error);
    if (status >= 0)
        status = keep_file(self, &unit, revision.changed, error);
    if (status < 0)
        goto out;
    revision.interview = self->replaced;
    revision.before = before;
    revision.after = self->script;
    revision.reason = "replaced by another file";
    revision.roles = self->options.roles;
    revision.people = &roles;
    status = insights__revision_save(&unit, &revision, error);
    if (status >= 0)
        status = answer(self, revision.changed, &roles, &done, error);
    if (status >= 0)
        status = commit_import(
            self, &unit, revision.changed, "replaced the text of", done, out,
            error);

out:
    insights__unit_free(&unit);
    insights__roles_free(&roles);
    insights_record_free(revision.changed);
    insights_conversation_free(before);
    return status;
}

static insights_status run(
    import *self,
    const insights_import_options *options,
    insights_record **out,
    insights_error **error)
{
    insights_error *own = NULL;
    insights_status status = read_options(self, options, error);

    if (status >= 0 && self->path)
        status = hash_file(self, error);
    else if (status >= 0)
        status =
            insights__hash_text(self->bytes, self->length, self->hash, error);
    if (status >= 0 && self->options.replace)
        status = insights__study_get(
            self->study, INSIGHTS_INTERVIEW, self->options.replace,
            &self->replaced, error);
    if (status >= 0)
        status = find_imported(self, out, error);
    if (status < 0 || *out)
        return status;
    status = read_script(self, error);
    if (status < 0)
        return status;
    if (!self->script->turns.count)
        return insights__fail(
            error, INSIGHTS_E_PARSE, "'%s' has no words that anybody says",
            self->file ? self->file : "the transcript");
    status = self->replaced ? import_replacing(self, out, &own)
                            : import_new(self, out, &own);
    if (status == INSIGHTS_E_EXISTS) { /* another was quicker */
        status = find_imported(self, out, error);
        if (status >= 0 && !*out)
            status = INSIGHTS_E_EXISTS;
    }
    insights__error_pass(status, own, error);
    return status;
}

insights_status insights_study_import_file(
    insights_study *study,
    const char *path,
    const insights_import_options *options,
    insights_record **out,
    insights_error **error)
{
import self = {0 };
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !path || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, path and out are required");
    self.study = study;
    self.path = path;
    self.file = path;
    status = run(&self, options, out, error);
    import_free(&self);
    return status;
}

insights_status insights_study_import(
    insights_study *study,
    const char *name,
    const void *bytes,
    size_t length,
    const insights_import_options *options,
    insights_record **out,
    insights_error **error)
{
import self = {0 };
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || (!bytes && length) || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, bytes and out are required");
    self.study = study;
    self.file = name;
    self.bytes = bytes ? bytes : "";
    self.length = length;
    status = run(&self, options, out, error);
    import_free(&self);
    return status;
}

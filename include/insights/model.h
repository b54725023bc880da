/**
 * @file insights/model.h
 * @brief The kinds of records and their fields, with typed accessors.
 *
 * Written by src/model/generate.py from src/model/model.toml; change that.
 *
 * insights_evidence_from() looks at a record as evidence, without cost; what
 * is not evidence gives NULL. Getters answer what insights_record_text() and
 * its like do; setters mark the field dirty and return their own status.
 */
#ifndef INSIGHTS_MODEL_H
#define INSIGHTS_MODEL_H

#include <insights/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The number of this model; see insights_model_version(). */
#define INSIGHTS_MODEL_VERSION 1

/** Kinds of records. */
enum {
    /** A tenant. */
    INSIGHTS_ACCOUNT = 1,
    /** Who did it: a human, a version of the rules, or a model with a function
     * version. */
    INSIGHTS_ACTOR = 2,
    /** A study: its conversations, codes and questions. */
    INSIGHTS_PROJECT = 3,
    /** A conversation of any kind. */
    INSIGHTS_INTERVIEW = 4,
    /** One revision of a conversation's canonical text: its turns' texts, each
     * followed by a newline. */
    INSIGHTS_TRANSCRIPT = 5,
    /** What one speaker said before another did, exactly as imported. */
    INSIGHTS_TURN = 6,
    /** Somebody who speaks or is spoken of. */
    INSIGHTS_PERSON = 7,
    /** A company, practice, school: where people work. */
    INSIGHTS_ORGANIZATION = 8,
    /** A speaker of a conversation, and which person that is. */
    INSIGHTS_PARTICIPANT = 9,
    /** A verbatim span of a conversation: the quote is always the transcript's
     * own bytes. */
    INSIGHTS_EVIDENCE = 10,
    /** An entry of the codebook, which is a tree. */
    INSIGHTS_CODE = 11,
    /** One code on one piece of evidence, by one actor. */
    INSIGHTS_CODING = 12,
    /** A note by somebody on any record. */
    INSIGHTS_MEMO = 13,
    /** What somebody did, so that it can be shown and undone. */
    INSIGHTS_CHANGE = 14,
    /** A goal, decision, research question or prompt of the guide. */
    INSIGHTS_QUESTION = 15,
    /** A word on any record. */
    INSIGHTS_TAG = 16,
    /** A file, note or link that belongs to the study. */
    INSIGHTS_ASSET = 17,
    /** A row of an SQL statement. */
    INSIGHTS_ROW = 200,
    /** Something that is wrong in a store. */
    INSIGHTS_FINDING = 201,
    /** Where a quote stands in a transcript. */
    INSIGHTS_MATCH = 202,
    /** What a check says of one quotation of a document. */
    INSIGHTS_VERDICT = 203,
    /** A question that was asked, and the answer that followed. */
    INSIGHTS_OUTLINE = 204,
    /** A place that matches a query, or that answers a question of the guide.
     * */
    INSIGHTS_PASSAGE = 205,
    /** A word in its context: one line of a concordance. */
    INSIGHTS_KEYWORD = 206,
    /** Words that several people share. */
    INSIGHTS_PHRASE = 207,
    /** What an import did. */
    INSIGHTS_IMPORTED = 208,
    /** Evidence as people read it: the words, who said them, and the codes on
     * them. */
    INSIGHTS_QUOTATION = 209,
    /** Something that waits for a person's decision. */
    INSIGHTS_REVIEW_ITEM = 210,
    /** What a command that changes many things did. */
    INSIGHTS_SUMMARY = 211,
    /** A code with how often it was used. */
    INSIGHTS_USAGE = 212,
    /** What was computed, how, and by whom: a line of the methods page. */
    INSIGHTS_METHOD_NOTE = 213,
    /** One command of somebody, as the log shows it. */
    INSIGHTS_ACTION = 214,
    /** A sentence in which a cue stands: a filter, not a finding. */
    INSIGHTS_SIGNAL = 215
};

/** Who did something: a person, a version of built-in rules, or a model. */
enum {
    INSIGHTS_ACTOR_TYPE_HUMAN = 1,
    INSIGHTS_ACTOR_TYPE_RULES = 2,
    INSIGHTS_ACTOR_TYPE_MODEL = 3
};

/** Verbatim or counted; a machine's guess; taken or refused by a person. */
enum {
    INSIGHTS_STANDING_FACT = 1,
    INSIGHTS_STANDING_SUGGESTED = 2,
    INSIGHTS_STANDING_ACCEPTED = 3,
    INSIGHTS_STANDING_REJECTED = 4
};

/** What a project is for. */
enum {
    INSIGHTS_WORKFLOW_RESEARCH = 1,
    INSIGHTS_WORKFLOW_SALES = 2,
    INSIGHTS_WORKFLOW_CONVERSATION_ANALYSIS = 3
};

/** Whether machines may suggest anything in a project. */
enum { INSIGHTS_MACHINE_ON = 1, INSIGHTS_MACHINE_OFF = 2 };

/** How far a conversation has come. */
enum {
    INSIGHTS_INTERVIEW_STATUS_DRAFT = 1,
    INSIGHTS_INTERVIEW_STATUS_SCHEDULED = 2,
    INSIGHTS_INTERVIEW_STATUS_UPLOADING = 3,
    INSIGHTS_INTERVIEW_STATUS_UPLOADED = 4,
    INSIGHTS_INTERVIEW_STATUS_TRANSCRIBING = 5,
    INSIGHTS_INTERVIEW_STATUS_TRANSCRIBED = 6,
    INSIGHTS_INTERVIEW_STATUS_PROCESSING = 7,
    INSIGHTS_INTERVIEW_STATUS_READY = 8,
    INSIGHTS_INTERVIEW_STATUS_TAGGED = 9,
    INSIGHTS_INTERVIEW_STATUS_ARCHIVED = 10,
    INSIGHTS_INTERVIEW_STATUS_ERROR = 11
};

/** What kind of conversation it is. */
enum {
    INSIGHTS_INTERACTION_CONTEXT_RESEARCH = 1,
    INSIGHTS_INTERACTION_CONTEXT_SALES = 2,
    INSIGHTS_INTERACTION_CONTEXT_SUPPORT = 3,
    INSIGHTS_INTERACTION_CONTEXT_INTERNAL = 4,
    INSIGHTS_INTERACTION_CONTEXT_DEBRIEF = 5,
    INSIGHTS_INTERACTION_CONTEXT_PERSONAL = 6
};

/** Who may see a conversation. */
enum { INSIGHTS_VISIBILITY_PRIVATE = 1, INSIGHTS_VISIBILITY_ACCOUNT = 2 };

/** Whether its words may leave this computer. */
enum { INSIGHTS_CONSENT_LOCAL = 1, INSIGHTS_CONSENT_ANY = 2 };

/** What a speaker does in a conversation. */
enum {
    INSIGHTS_PARTICIPANT_ROLE_INTERVIEWER = 1,
    INSIGHTS_PARTICIPANT_ROLE_PARTICIPANT = 2,
    INSIGHTS_PARTICIPANT_ROLE_OBSERVER = 3,
    INSIGHTS_PARTICIPANT_ROLE_MODERATOR = 4
};

/** How a quote was found in what was said. */
enum {
    INSIGHTS_GROUNDING_EXACT = 1,
    INSIGHTS_GROUNDING_NORMALISED = 2,
    INSIGHTS_GROUNDING_FUZZY = 3,
    INSIGHTS_GROUNDING_NONE = 4
};

/** Where the times of a span come from. */
enum {
    INSIGHTS_TIME_METHOD_WORD = 1,
    INSIGHTS_TIME_METHOD_CUE = 2,
    INSIGHTS_TIME_METHOD_INTERPOLATED = 3,
    INSIGHTS_TIME_METHOD_NONE = 4
};

/** Which way evidence points. */
enum {
    INSIGHTS_SUPPORT_SUPPORTS = 1,
    INSIGHTS_SUPPORT_REFUTES = 2,
    INSIGHTS_SUPPORT_NEUTRAL = 3
};

/** How evidence was gathered. */
enum {
    INSIGHTS_EVIDENCE_METHOD_INTERVIEW = 1,
    INSIGHTS_EVIDENCE_METHOD_USABILITY = 2,
    INSIGHTS_EVIDENCE_METHOD_SURVEY = 3,
    INSIGHTS_EVIDENCE_METHOD_TELEMETRY = 4,
    INSIGHTS_EVIDENCE_METHOD_MARKET_REPORT = 5,
    INSIGHTS_EVIDENCE_METHOD_SUPPORT_TICKET = 6,
    INSIGHTS_EVIDENCE_METHOD_BENCHMARK = 7,
    INSIGHTS_EVIDENCE_METHOD_OTHER = 8
};

/** Words or numbers. */
enum { INSIGHTS_MODALITY_QUAL = 1, INSIGHTS_MODALITY_QUANT = 2 };

/** A level of the research plan; prompts are what the guide asks. */
enum {
    INSIGHTS_QUESTION_TYPE_GOAL = 1,
    INSIGHTS_QUESTION_TYPE_DECISION = 2,
    INSIGHTS_QUESTION_TYPE_RESEARCH = 3,
    INSIGHTS_QUESTION_TYPE_PROMPT = 4
};

/** What a note is. */
enum {
    INSIGHTS_MEMO_TYPE_MEMO = 1,
    INSIGHTS_MEMO_TYPE_COMMENT = 2,
    INSIGHTS_MEMO_TYPE_TODO = 3
};

/** What a file is. */
enum {
    INSIGHTS_ASSET_TYPE_TABLE = 1,
    INSIGHTS_ASSET_TYPE_PDF = 2,
    INSIGHTS_ASSET_TYPE_DOCUMENT = 3,
    INSIGHTS_ASSET_TYPE_IMAGE = 4,
    INSIGHTS_ASSET_TYPE_AUDIO = 5,
    INSIGHTS_ASSET_TYPE_VIDEO = 6,
    INSIGHTS_ASSET_TYPE_LINK = 7,
    INSIGHTS_ASSET_TYPE_TRANSCRIPT = 8
};

/** What a check says of a quotation. */
enum {
    INSIGHTS_CHECK_VERDICT_EXACT = 1,
    INSIGHTS_CHECK_VERDICT_NORMALISED = 2,
    INSIGHTS_CHECK_VERDICT_ALTERED = 3,
    INSIGHTS_CHECK_VERDICT_STITCHED = 4,
    INSIGHTS_CHECK_VERDICT_NONE = 5
};

/* --- account ------------------------------------------------------------ */

/** A tenant. */
typedef struct insights_account insights_account;

/** Fields of account. */
enum {
    /** Short name, unique in the store. */
    INSIGHTS_ACCOUNT_SLUG = 0x00010003,
    /** Name for people. */
    INSIGHTS_ACCOUNT_NAME = 0x00010004,
    /** What the company does. */
    INSIGHTS_ACCOUNT_DESCRIPTION = 0x00010005,
    /** Defaults that projects override. */
    INSIGHTS_ACCOUNT_SETTINGS = 0x00010006
};

/** The record where it is of this kind, else NULL. */
static inline const insights_account *insights_account_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ACCOUNT)
        return NULL;
    return (const insights_account *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_account *insights_account_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ACCOUNT)
        return NULL;
    return (insights_account *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_account_record(
    const insights_account *account)
{
    return (const insights_record *)(const void *)account;
}

/** Short name, unique in the store. */
static inline const char *insights_account_slug(const insights_account *account)
{
    return insights_record_text(
        insights_account_record(account), INSIGHTS_ACCOUNT_SLUG);
}

static inline insights_status insights_account_set_slug(
    insights_account *account,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)account, INSIGHTS_ACCOUNT_SLUG, value);
}

/** Name for people. */
static inline const char *insights_account_name(const insights_account *account)
{
    return insights_record_text(
        insights_account_record(account), INSIGHTS_ACCOUNT_NAME);
}

static inline insights_status insights_account_set_name(
    insights_account *account,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)account, INSIGHTS_ACCOUNT_NAME, value);
}

/** What the company does. */
static inline const char *insights_account_description(
    const insights_account *account)
{
    return insights_record_text(
        insights_account_record(account), INSIGHTS_ACCOUNT_DESCRIPTION);
}

static inline insights_status insights_account_set_description(
    insights_account *account,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)account, INSIGHTS_ACCOUNT_DESCRIPTION,
        value);
}

/** Defaults that projects override. */
static inline const char *insights_account_settings(
    const insights_account *account)
{
    return insights_record_text(
        insights_account_record(account), INSIGHTS_ACCOUNT_SETTINGS);
}

static inline insights_status insights_account_set_settings(
    insights_account *account,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)account, INSIGHTS_ACCOUNT_SETTINGS, value);
}

/* --- actor -------------------------------------------------------------- */

/** Who did it: a human, a version of the rules, or a model with a function
 * version. */
typedef struct insights_actor insights_actor;

/** Fields of actor. */
enum {
    /** The account it is in. */
    INSIGHTS_ACTOR_ACCOUNT_ID = 0x00020001,
    /** Human, rules or model. */
    INSIGHTS_ACTOR_TYPE = 0x00020003,
    /** Name of the person, rule set or model. */
    INSIGHTS_ACTOR_NAME = 0x00020004,
    /** Short form for margins. */
    INSIGHTS_ACTOR_INITIALS = 0x00020005,
    /** Version of the rules or of model and function; empty for humans. */
    INSIGHTS_ACTOR_REVISION = 0x00020006
};

/** The record where it is of this kind, else NULL. */
static inline const insights_actor *insights_actor_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ACTOR)
        return NULL;
    return (const insights_actor *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_actor *insights_actor_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ACTOR)
        return NULL;
    return (insights_actor *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_actor_record(
    const insights_actor *actor)
{
    return (const insights_record *)(const void *)actor;
}

/** The account it is in. */
static inline const char *insights_actor_account_id(const insights_actor *actor)
{
    return insights_record_text(
        insights_actor_record(actor), INSIGHTS_ACTOR_ACCOUNT_ID);
}

static inline insights_status insights_actor_set_account_id(
    insights_actor *actor,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)actor, INSIGHTS_ACTOR_ACCOUNT_ID, value);
}

/** Human, rules or model. */
static inline int insights_actor_type(const insights_actor *actor)
{
    return (int)insights_record_int(
        insights_actor_record(actor), INSIGHTS_ACTOR_TYPE);
}

static inline insights_status insights_actor_set_type(
    insights_actor *actor,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)actor, INSIGHTS_ACTOR_TYPE, value);
}

/** Name of the person, rule set or model. */
static inline const char *insights_actor_name(const insights_actor *actor)
{
    return insights_record_text(
        insights_actor_record(actor), INSIGHTS_ACTOR_NAME);
}

static inline insights_status insights_actor_set_name(
    insights_actor *actor,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)actor, INSIGHTS_ACTOR_NAME, value);
}

/** Short form for margins. */
static inline const char *insights_actor_initials(const insights_actor *actor)
{
    return insights_record_text(
        insights_actor_record(actor), INSIGHTS_ACTOR_INITIALS);
}

static inline insights_status insights_actor_set_initials(
    insights_actor *actor,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)actor, INSIGHTS_ACTOR_INITIALS, value);
}

/** Version of the rules or of model and function; empty for humans. */
static inline const char *insights_actor_revision(const insights_actor *actor)
{
    return insights_record_text(
        insights_actor_record(actor), INSIGHTS_ACTOR_REVISION);
}

static inline insights_status insights_actor_set_revision(
    insights_actor *actor,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)actor, INSIGHTS_ACTOR_REVISION, value);
}

/* --- project ------------------------------------------------------------ */

/** A study: its conversations, codes and questions. */
typedef struct insights_project insights_project;

/** Fields of project. */
enum {
    /** The account it is in. */
    INSIGHTS_PROJECT_ACCOUNT_ID = 0x00030001,
    /** Name for people. */
    INSIGHTS_PROJECT_NAME = 0x00030003,
    /** Short name, unique in the account. */
    INSIGHTS_PROJECT_SLUG = 0x00030004,
    /** What the study is about. */
    INSIGHTS_PROJECT_DESCRIPTION = 0x00030005,
    /** What it is for. */
    INSIGHTS_PROJECT_WORKFLOW = 0x00030006,
    /** Whether machines may suggest; null: they may. */
    INSIGHTS_PROJECT_MACHINE = 0x00030007,
    /** Thresholds and enabled lenses. */
    INSIGHTS_PROJECT_SETTINGS = 0x00030008,
    /** Goal, target roles, unknowns and other context. */
    INSIGHTS_PROJECT_SECTIONS = 0x00030009
};

/** The record where it is of this kind, else NULL. */
static inline const insights_project *insights_project_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PROJECT)
        return NULL;
    return (const insights_project *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_project *insights_project_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PROJECT)
        return NULL;
    return (insights_project *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_project_record(
    const insights_project *project)
{
    return (const insights_record *)(const void *)project;
}

/** The account it is in. */
static inline const char *insights_project_account_id(
    const insights_project *project)
{
    return insights_record_text(
        insights_project_record(project), INSIGHTS_PROJECT_ACCOUNT_ID);
}

static inline insights_status insights_project_set_account_id(
    insights_project *project,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)project, INSIGHTS_PROJECT_ACCOUNT_ID, value);
}

/** Name for people. */
static inline const char *insights_project_name(const insights_project *project)
{
    return insights_record_text(
        insights_project_record(project), INSIGHTS_PROJECT_NAME);
}

static inline insights_status insights_project_set_name(
    insights_project *project,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)project, INSIGHTS_PROJECT_NAME, value);
}

/** Short name, unique in the account. */
static inline const char *insights_project_slug(const insights_project *project)
{
    return insights_record_text(
        insights_project_record(project), INSIGHTS_PROJECT_SLUG);
}

static inline insights_status insights_project_set_slug(
    insights_project *project,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)project, INSIGHTS_PROJECT_SLUG, value);
}

/** What the study is about. */
static inline const char *insights_project_description(
    const insights_project *project)
{
    return insights_record_text(
        insights_project_record(project), INSIGHTS_PROJECT_DESCRIPTION);
}

static inline insights_status insights_project_set_description(
    insights_project *project,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)project, INSIGHTS_PROJECT_DESCRIPTION,
        value);
}

/** What it is for. */
static inline int insights_project_workflow(const insights_project *project)
{
    return (int)insights_record_int(
        insights_project_record(project), INSIGHTS_PROJECT_WORKFLOW);
}

static inline insights_status insights_project_set_workflow(
    insights_project *project,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)project, INSIGHTS_PROJECT_WORKFLOW, value);
}

/** Whether machines may suggest; null: they may. */
static inline int insights_project_machine(const insights_project *project)
{
    return (int)insights_record_int(
        insights_project_record(project), INSIGHTS_PROJECT_MACHINE);
}

static inline insights_status insights_project_set_machine(
    insights_project *project,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)project, INSIGHTS_PROJECT_MACHINE, value);
}

/** Thresholds and enabled lenses. */
static inline const char *insights_project_settings(
    const insights_project *project)
{
    return insights_record_text(
        insights_project_record(project), INSIGHTS_PROJECT_SETTINGS);
}

static inline insights_status insights_project_set_settings(
    insights_project *project,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)project, INSIGHTS_PROJECT_SETTINGS, value);
}

/** Goal, target roles, unknowns and other context. */
static inline const char *insights_project_sections(
    const insights_project *project)
{
    return insights_record_text(
        insights_project_record(project), INSIGHTS_PROJECT_SECTIONS);
}

static inline insights_status insights_project_set_sections(
    insights_project *project,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)project, INSIGHTS_PROJECT_SECTIONS, value);
}

/* --- interview ---------------------------------------------------------- */

/** A conversation of any kind. */
typedef struct insights_interview insights_interview;

/** Fields of interview. */
enum {
    /** The account it is in. */
    INSIGHTS_INTERVIEW_ACCOUNT_ID = 0x00040001,
    /** The project it is in. */
    INSIGHTS_INTERVIEW_PROJECT_ID = 0x00040002,
    /** Name for people; the file's name where none was given. */
    INSIGHTS_INTERVIEW_TITLE = 0x00040003,
    /** When it took place, as YYYY-MM-DD. */
    INSIGHTS_INTERVIEW_HELD_ON = 0x00040004,
    /** The name of the file it was imported from. */
    INSIGHTS_INTERVIEW_SOURCE = 0x00040005,
    /** Where the recording is. */
    INSIGHTS_INTERVIEW_MEDIA_URI = 0x00040006,
    /** BCP 47 tag of the language spoken. */
    INSIGHTS_INTERVIEW_LANGUAGE = 0x00040007,
    /** End of the last turn, in ms; null where no time is known. */
    INSIGHTS_INTERVIEW_DURATION_MS = 0x00040008,
    /** How far it has come. */
    INSIGHTS_INTERVIEW_STATUS = 0x00040009,
    /** What kind of conversation it is. */
    INSIGHTS_INTERVIEW_INTERACTION_CONTEXT = 0x0004000A,
    /** How sure the context is, 0 to 1. */
    INSIGHTS_INTERVIEW_CONTEXT_CONFIDENCE = 0x0004000B,
    /** Why that context. */
    INSIGHTS_INTERVIEW_CONTEXT_REASONING = 0x0004000C,
    /** Who may see it. */
    INSIGHTS_INTERVIEW_VISIBILITY = 0x0004000D,
    /** May its words leave this computer? */
    INSIGHTS_INTERVIEW_CONSENT = 0x0004000E,
    /** SHA-256 of the imported file; null for live conversations. */
    INSIGHTS_INTERVIEW_CONTENT_HASH = 0x0004000F,
    /** The current revision of its text. */
    INSIGHTS_INTERVIEW_TRANSCRIPT_ID = 0x00040010,
    /** The format it was imported from. */
    INSIGHTS_INTERVIEW_FORMAT = 0x00040011,
    /** What the import could not take as it stood, a list of texts. */
    INSIGHTS_INTERVIEW_WARNINGS = 0x00040012,
    /** The imported file, where it was kept. */
    INSIGHTS_INTERVIEW_ASSET_ID = 0x00040013
};

/** The record where it is of this kind, else NULL. */
static inline const insights_interview *insights_interview_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_INTERVIEW)
        return NULL;
    return (const insights_interview *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_interview *insights_interview_edit(
    insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_INTERVIEW)
        return NULL;
    return (insights_interview *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_interview_record(
    const insights_interview *interview)
{
    return (const insights_record *)(const void *)interview;
}

/** The account it is in. */
static inline const char *insights_interview_account_id(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_ACCOUNT_ID);
}

static inline insights_status insights_interview_set_account_id(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_ACCOUNT_ID,
        value);
}

/** The project it is in. */
static inline const char *insights_interview_project_id(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_PROJECT_ID);
}

static inline insights_status insights_interview_set_project_id(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_PROJECT_ID,
        value);
}

/** Name for people; the file's name where none was given. */
static inline const char *insights_interview_title(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_TITLE);
}

static inline insights_status insights_interview_set_title(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_TITLE, value);
}

/** When it took place, as YYYY-MM-DD. */
static inline const char *insights_interview_held_on(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_HELD_ON);
}

static inline insights_status insights_interview_set_held_on(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_HELD_ON,
        value);
}

/** The name of the file it was imported from. */
static inline const char *insights_interview_source(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_SOURCE);
}

static inline insights_status insights_interview_set_source(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_SOURCE, value);
}

/** Where the recording is. */
static inline const char *insights_interview_media_uri(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_MEDIA_URI);
}

static inline insights_status insights_interview_set_media_uri(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_MEDIA_URI,
        value);
}

/** BCP 47 tag of the language spoken. */
static inline const char *insights_interview_language(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_LANGUAGE);
}

static inline insights_status insights_interview_set_language(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_LANGUAGE,
        value);
}

/** End of the last turn, in ms; null where no time is known. */
static inline int64_t insights_interview_duration_ms(
    const insights_interview *interview)
{
    return insights_record_int(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_DURATION_MS);
}

static inline insights_status insights_interview_set_duration_ms(
    insights_interview *interview,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_DURATION_MS,
        value);
}

/** How far it has come. */
static inline int insights_interview_status(const insights_interview *interview)
{
    return (int)insights_record_int(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_STATUS);
}

static inline insights_status insights_interview_set_status(
    insights_interview *interview,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_STATUS, value);
}

/** What kind of conversation it is. */
static inline int insights_interview_interaction_context(
    const insights_interview *interview)
{
    return (int)insights_record_int(
        insights_interview_record(interview),
        INSIGHTS_INTERVIEW_INTERACTION_CONTEXT);
}

static inline insights_status insights_interview_set_interaction_context(
    insights_interview *interview,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)interview,
        INSIGHTS_INTERVIEW_INTERACTION_CONTEXT, value);
}

/** How sure the context is, 0 to 1. */
static inline double insights_interview_context_confidence(
    const insights_interview *interview)
{
    return insights_record_real(
        insights_interview_record(interview),
        INSIGHTS_INTERVIEW_CONTEXT_CONFIDENCE);
}

static inline insights_status insights_interview_set_context_confidence(
    insights_interview *interview,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)interview,
        INSIGHTS_INTERVIEW_CONTEXT_CONFIDENCE, value);
}

/** Why that context. */
static inline const char *insights_interview_context_reasoning(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview),
        INSIGHTS_INTERVIEW_CONTEXT_REASONING);
}

static inline insights_status insights_interview_set_context_reasoning(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview,
        INSIGHTS_INTERVIEW_CONTEXT_REASONING, value);
}

/** Who may see it. */
static inline int insights_interview_visibility(
    const insights_interview *interview)
{
    return (int)insights_record_int(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_VISIBILITY);
}

static inline insights_status insights_interview_set_visibility(
    insights_interview *interview,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_VISIBILITY,
        value);
}

/** May its words leave this computer? */
static inline int insights_interview_consent(
    const insights_interview *interview)
{
    return (int)insights_record_int(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_CONSENT);
}

static inline insights_status insights_interview_set_consent(
    insights_interview *interview,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_CONSENT,
        value);
}

/** SHA-256 of the imported file; null for live conversations. */
static inline const char *insights_interview_content_hash(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_CONTENT_HASH);
}

static inline insights_status insights_interview_set_content_hash(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_CONTENT_HASH,
        value);
}

/** The current revision of its text. */
static inline const char *insights_interview_transcript_id(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
}

static inline insights_status insights_interview_set_transcript_id(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID,
        value);
}

/** The format it was imported from. */
static inline const char *insights_interview_format(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_FORMAT);
}

static inline insights_status insights_interview_set_format(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_FORMAT, value);
}

/** What the import could not take as it stood, a list of texts. */
static inline const char *insights_interview_warnings(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_WARNINGS);
}

static inline insights_status insights_interview_set_warnings(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_WARNINGS,
        value);
}

/** The imported file, where it was kept. */
static inline const char *insights_interview_asset_id(
    const insights_interview *interview)
{
    return insights_record_text(
        insights_interview_record(interview), INSIGHTS_INTERVIEW_ASSET_ID);
}

static inline insights_status insights_interview_set_asset_id(
    insights_interview *interview,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)interview, INSIGHTS_INTERVIEW_ASSET_ID,
        value);
}

/* --- transcript --------------------------------------------------------- */

/** One revision of a conversation's canonical text: its turns' texts, each
 * followed by a newline. */
typedef struct insights_transcript insights_transcript;

/** Fields of transcript. */
enum {
    /** The account it is in. */
    INSIGHTS_TRANSCRIPT_ACCOUNT_ID = 0x00050001,
    /** The project it is in. */
    INSIGHTS_TRANSCRIPT_PROJECT_ID = 0x00050002,
    /** The conversation. */
    INSIGHTS_TRANSCRIPT_INTERVIEW_ID = 0x00050003,
    /** 1 for the import, then one more per correction. */
    INSIGHTS_TRANSCRIPT_NUMBER = 0x00050004,
    /** SHA-256 of the canonical text. */
    INSIGHTS_TRANSCRIPT_CONTENT_HASH = 0x00050005,
    /** Length of the canonical text in bytes. */
    INSIGHTS_TRANSCRIPT_BYTE_LENGTH = 0x00050006,
    /** The same in code points. */
    INSIGHTS_TRANSCRIPT_CHAR_LENGTH = 0x00050007,
    /** The same in UTF-16 units. */
    INSIGHTS_TRANSCRIPT_UTF16_LENGTH = 0x00050008,
    /** How many turns it has. */
    INSIGHTS_TRANSCRIPT_TURN_COUNT = 0x00050009,
    /** The revision this one corrects. */
    INSIGHTS_TRANSCRIPT_PARENT_ID = 0x0005000A,
    /** Who made it. */
    INSIGHTS_TRANSCRIPT_ACTOR_ID = 0x0005000B,
    /** What was corrected, in a few words. */
    INSIGHTS_TRANSCRIPT_REASON = 0x0005000C
};

/** The record where it is of this kind, else NULL. */
static inline const insights_transcript *insights_transcript_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_TRANSCRIPT)
        return NULL;
    return (const insights_transcript *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_transcript *insights_transcript_edit(
    insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_TRANSCRIPT)
        return NULL;
    return (insights_transcript *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_transcript_record(
    const insights_transcript *transcript)
{
    return (const insights_record *)(const void *)transcript;
}

/** The account it is in. */
static inline const char *insights_transcript_account_id(
    const insights_transcript *transcript)
{
    return insights_record_text(
        insights_transcript_record(transcript), INSIGHTS_TRANSCRIPT_ACCOUNT_ID);
}

static inline insights_status insights_transcript_set_account_id(
    insights_transcript *transcript,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_ACCOUNT_ID,
        value);
}

/** The project it is in. */
static inline const char *insights_transcript_project_id(
    const insights_transcript *transcript)
{
    return insights_record_text(
        insights_transcript_record(transcript), INSIGHTS_TRANSCRIPT_PROJECT_ID);
}

static inline insights_status insights_transcript_set_project_id(
    insights_transcript *transcript,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_PROJECT_ID,
        value);
}

/** The conversation. */
static inline const char *insights_transcript_interview_id(
    const insights_transcript *transcript)
{
    return insights_record_text(
        insights_transcript_record(transcript),
        INSIGHTS_TRANSCRIPT_INTERVIEW_ID);
}

static inline insights_status insights_transcript_set_interview_id(
    insights_transcript *transcript,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
        value);
}

/** 1 for the import, then one more per correction. */
static inline int64_t insights_transcript_number(
    const insights_transcript *transcript)
{
    return insights_record_int(
        insights_transcript_record(transcript), INSIGHTS_TRANSCRIPT_NUMBER);
}

static inline insights_status insights_transcript_set_number(
    insights_transcript *transcript,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_NUMBER,
        value);
}

/** SHA-256 of the canonical text. */
static inline const char *insights_transcript_content_hash(
    const insights_transcript *transcript)
{
    return insights_record_text(
        insights_transcript_record(transcript),
        INSIGHTS_TRANSCRIPT_CONTENT_HASH);
}

static inline insights_status insights_transcript_set_content_hash(
    insights_transcript *transcript,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_CONTENT_HASH,
        value);
}

/** Length of the canonical text in bytes. */
static inline int64_t insights_transcript_byte_length(
    const insights_transcript *transcript)
{
    return insights_record_int(
        insights_transcript_record(transcript),
        INSIGHTS_TRANSCRIPT_BYTE_LENGTH);
}

static inline insights_status insights_transcript_set_byte_length(
    insights_transcript *transcript,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_BYTE_LENGTH,
        value);
}

/** The same in code points. */
static inline int64_t insights_transcript_char_length(
    const insights_transcript *transcript)
{
    return insights_record_int(
        insights_transcript_record(transcript),
        INSIGHTS_TRANSCRIPT_CHAR_LENGTH);
}

static inline insights_status insights_transcript_set_char_length(
    insights_transcript *transcript,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_CHAR_LENGTH,
        value);
}

/** The same in UTF-16 units. */
static inline int64_t insights_transcript_utf16_length(
    const insights_transcript *transcript)
{
    return insights_record_int(
        insights_transcript_record(transcript),
        INSIGHTS_TRANSCRIPT_UTF16_LENGTH);
}

static inline insights_status insights_transcript_set_utf16_length(
    insights_transcript *transcript,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_UTF16_LENGTH,
        value);
}

/** How many turns it has. */
static inline int64_t insights_transcript_turn_count(
    const insights_transcript *transcript)
{
    return insights_record_int(
        insights_transcript_record(transcript), INSIGHTS_TRANSCRIPT_TURN_COUNT);
}

static inline insights_status insights_transcript_set_turn_count(
    insights_transcript *transcript,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_TURN_COUNT,
        value);
}

/** The revision this one corrects. */
static inline const char *insights_transcript_parent_id(
    const insights_transcript *transcript)
{
    return insights_record_text(
        insights_transcript_record(transcript), INSIGHTS_TRANSCRIPT_PARENT_ID);
}

static inline insights_status insights_transcript_set_parent_id(
    insights_transcript *transcript,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_PARENT_ID,
        value);
}

/** Who made it. */
static inline const char *insights_transcript_actor_id(
    const insights_transcript *transcript)
{
    return insights_record_text(
        insights_transcript_record(transcript), INSIGHTS_TRANSCRIPT_ACTOR_ID);
}

static inline insights_status insights_transcript_set_actor_id(
    insights_transcript *transcript,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_ACTOR_ID,
        value);
}

/** What was corrected, in a few words. */
static inline const char *insights_transcript_reason(
    const insights_transcript *transcript)
{
    return insights_record_text(
        insights_transcript_record(transcript), INSIGHTS_TRANSCRIPT_REASON);
}

static inline insights_status insights_transcript_set_reason(
    insights_transcript *transcript,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)transcript, INSIGHTS_TRANSCRIPT_REASON,
        value);
}

/* --- turn --------------------------------------------------------------- */

/** What one speaker said before another did, exactly as imported. */
typedef struct insights_turn insights_turn;

/** Fields of turn. */
enum {
    /** The account it is in. */
    INSIGHTS_TURN_ACCOUNT_ID = 0x00060001,
    /** The project it is in. */
    INSIGHTS_TURN_PROJECT_ID = 0x00060002,
    /** The revision it belongs to. */
    INSIGHTS_TURN_TRANSCRIPT_ID = 0x00060003,
    /** The conversation. */
    INSIGHTS_TURN_INTERVIEW_ID = 0x00060004,
    /** Its place in the revision, from 0 without gaps. */
    INSIGHTS_TURN_POSITION = 0x00060005,
    /** The speaker's label as imported; null where none was given. */
    INSIGHTS_TURN_SPEAKER = 0x00060006,
    /** Who that is, where it is known. */
    INSIGHTS_TURN_PERSON_ID = 0x00060007,
    /** The words. */
    INSIGHTS_TURN_TEXT = 0x00060008,
    /** Where it starts in the recording. */
    INSIGHTS_TURN_START_MS = 0x00060009,
    /** Where it ends in the recording. */
    INSIGHTS_TURN_END_MS = 0x0006000A,
    /** Where it starts in the canonical text, in bytes. */
    INSIGHTS_TURN_BYTE_START = 0x0006000B,
    /** The same in code points. */
    INSIGHTS_TURN_CHAR_START = 0x0006000C,
    /** The same in UTF-16 units. */
    INSIGHTS_TURN_UTF16_START = 0x0006000D,
    /** Times of words: a list of [byte offset in the turn, byte length,
     * start_ms, end_ms]. */
    INSIGHTS_TURN_WORDS = 0x0006000E,
    /** Whether it asks something. */
    INSIGHTS_TURN_IS_QUESTION = 0x0006000F,
    /** Whether it goes on from a turn that was too long for one record. */
    INSIGHTS_TURN_CONTINUED = 0x00060010
};

/** The record where it is of this kind, else NULL. */
static inline const insights_turn *insights_turn_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_TURN)
        return NULL;
    return (const insights_turn *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_turn *insights_turn_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_TURN)
        return NULL;
    return (insights_turn *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_turn_record(
    const insights_turn *turn)
{
    return (const insights_record *)(const void *)turn;
}

/** The account it is in. */
static inline const char *insights_turn_account_id(const insights_turn *turn)
{
    return insights_record_text(
        insights_turn_record(turn), INSIGHTS_TURN_ACCOUNT_ID);
}

static inline insights_status insights_turn_set_account_id(
    insights_turn *turn,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)turn, INSIGHTS_TURN_ACCOUNT_ID, value);
}

/** The project it is in. */
static inline const char *insights_turn_project_id(const insights_turn *turn)
{
    return insights_record_text(
        insights_turn_record(turn), INSIGHTS_TURN_PROJECT_ID);
}

static inline insights_status insights_turn_set_project_id(
    insights_turn *turn,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)turn, INSIGHTS_TURN_PROJECT_ID, value);
}

/** The revision it belongs to. */
static inline const char *insights_turn_transcript_id(const insights_turn *turn)
{
    return insights_record_text(
        insights_turn_record(turn), INSIGHTS_TURN_TRANSCRIPT_ID);
}

static inline insights_status insights_turn_set_transcript_id(
    insights_turn *turn,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)turn, INSIGHTS_TURN_TRANSCRIPT_ID, value);
}

/** The conversation. */
static inline const char *insights_turn_interview_id(const insights_turn *turn)
{
    return insights_record_text(
        insights_turn_record(turn), INSIGHTS_TURN_INTERVIEW_ID);
}

static inline insights_status insights_turn_set_interview_id(
    insights_turn *turn,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)turn, INSIGHTS_TURN_INTERVIEW_ID, value);
}

/** Its place in the revision, from 0 without gaps. */
static inline int64_t insights_turn_position(const insights_turn *turn)
{
    return insights_record_int(
        insights_turn_record(turn), INSIGHTS_TURN_POSITION);
}

static inline insights_status insights_turn_set_position(
    insights_turn *turn,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)turn, INSIGHTS_TURN_POSITION, value);
}

/** The speaker's label as imported; null where none was given. */
static inline const char *insights_turn_speaker(const insights_turn *turn)
{
    return insights_record_text(
        insights_turn_record(turn), INSIGHTS_TURN_SPEAKER);
}

static inline insights_status insights_turn_set_speaker(
    insights_turn *turn,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)turn, INSIGHTS_TURN_SPEAKER, value);
}

/** Who that is, where it is known. */
static inline const char *insights_turn_person_id(const insights_turn *turn)
{
    return insights_record_text(
        insights_turn_record(turn), INSIGHTS_TURN_PERSON_ID);
}

static inline insights_status insights_turn_set_person_id(
    insights_turn *turn,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)turn, INSIGHTS_TURN_PERSON_ID, value);
}

/** The words. */
static inline const char *insights_turn_text(const insights_turn *turn)
{
    return insights_record_text(insights_turn_record(turn), INSIGHTS_TURN_TEXT);
}

static inline insights_status insights_turn_set_text(
    insights_turn *turn,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)turn, INSIGHTS_TURN_TEXT, value);
}

/** Where it starts in the recording. */
static inline int64_t insights_turn_start_ms(const insights_turn *turn)
{
    return insights_record_int(
        insights_turn_record(turn), INSIGHTS_TURN_START_MS);
}

static inline insights_status insights_turn_set_start_ms(
    insights_turn *turn,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)turn, INSIGHTS_TURN_START_MS, value);
}

/** Where it ends in the recording. */
static inline int64_t insights_turn_end_ms(const insights_turn *turn)
{
    return insights_record_int(
        insights_turn_record(turn), INSIGHTS_TURN_END_MS);
}

static inline insights_status insights_turn_set_end_ms(
    insights_turn *turn,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)turn, INSIGHTS_TURN_END_MS, value);
}

/** Where it starts in the canonical text, in bytes. */
static inline int64_t insights_turn_byte_start(const insights_turn *turn)
{
    return insights_record_int(
        insights_turn_record(turn), INSIGHTS_TURN_BYTE_START);
}

static inline insights_status insights_turn_set_byte_start(
    insights_turn *turn,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)turn, INSIGHTS_TURN_BYTE_START, value);
}

/** The same in code points. */
static inline int64_t insights_turn_char_start(const insights_turn *turn)
{
    return insights_record_int(
        insights_turn_record(turn), INSIGHTS_TURN_CHAR_START);
}

static inline insights_status insights_turn_set_char_start(
    insights_turn *turn,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)turn, INSIGHTS_TURN_CHAR_START, value);
}

/** The same in UTF-16 units. */
static inline int64_t insights_turn_utf16_start(const insights_turn *turn)
{
    return insights_record_int(
        insights_turn_record(turn), INSIGHTS_TURN_UTF16_START);
}

static inline insights_status insights_turn_set_utf16_start(
    insights_turn *turn,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)turn, INSIGHTS_TURN_UTF16_START, value);
}

/** Times of words: a list of [byte offset in the turn, byte length, start_ms,
 * end_ms]. */
static inline const char *insights_turn_words(const insights_turn *turn)
{
    return insights_record_text(
        insights_turn_record(turn), INSIGHTS_TURN_WORDS);
}

static inline insights_status insights_turn_set_words(
    insights_turn *turn,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)turn, INSIGHTS_TURN_WORDS, value);
}

/** Whether it asks something. */
static inline int insights_turn_is_question(const insights_turn *turn)
{
    return (int)insights_record_int(
        insights_turn_record(turn), INSIGHTS_TURN_IS_QUESTION);
}

static inline insights_status insights_turn_set_is_question(
    insights_turn *turn,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)turn, INSIGHTS_TURN_IS_QUESTION, value);
}

/** Whether it goes on from a turn that was too long for one record. */
static inline int insights_turn_continued(const insights_turn *turn)
{
    return (int)insights_record_int(
        insights_turn_record(turn), INSIGHTS_TURN_CONTINUED);
}

static inline insights_status insights_turn_set_continued(
    insights_turn *turn,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)turn, INSIGHTS_TURN_CONTINUED, value);
}

/* --- person ------------------------------------------------------------- */

/** Somebody who speaks or is spoken of. */
typedef struct insights_person insights_person;

/** Fields of person. */
enum {
    /** The account it is in. */
    INSIGHTS_PERSON_ACCOUNT_ID = 0x00070001,
    /** Full name, or the label they go by. */
    INSIGHTS_PERSON_NAME = 0x00070003,
    /** E-mail address. */
    INSIGHTS_PERSON_PRIMARY_EMAIL = 0x00070004,
    /** Telephone number. */
    INSIGHTS_PERSON_PRIMARY_PHONE = 0x00070005,
    /** Job title in their own words. */
    INSIGHTS_PERSON_TITLE = 0x00070006,
    /** Engineering, Product, Design, Sales … */
    INSIGHTS_PERSON_JOB_FUNCTION = 0x00070007,
    /** CLevel, VP, Director, Manager, Senior, IC, Intern, Unknown. */
    INSIGHTS_PERSON_SENIORITY_LEVEL = 0x00070008,
    /** Who they are in a sentence. */
    INSIGHTS_PERSON_DESCRIPTION = 0x00070009,
    /** Where they work. */
    INSIGHTS_PERSON_ORGANIZATION_ID = 0x0007000A,
    /** Other names, a list of texts. */
    INSIGHTS_PERSON_ALIASES = 0x0007000B,
    /** Anything else that segments are made of. */
    INSIGHTS_PERSON_ATTRIBUTES = 0x0007000C,
    /** When they were removed; null while they stand. */
    INSIGHTS_PERSON_DELETED_AT = 0x0007000D,
    /** The person they were merged into. */
    INSIGHTS_PERSON_MERGED_INTO = 0x0007000E
};

/** The record where it is of this kind, else NULL. */
static inline const insights_person *insights_person_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PERSON)
        return NULL;
    return (const insights_person *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_person *insights_person_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PERSON)
        return NULL;
    return (insights_person *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_person_record(
    const insights_person *person)
{
    return (const insights_record *)(const void *)person;
}

/** The account it is in. */
static inline const char *insights_person_account_id(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_ACCOUNT_ID);
}

static inline insights_status insights_person_set_account_id(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_ACCOUNT_ID, value);
}

/** Full name, or the label they go by. */
static inline const char *insights_person_name(const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_NAME);
}

static inline insights_status insights_person_set_name(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_NAME, value);
}

/** E-mail address. */
static inline const char *insights_person_primary_email(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_PRIMARY_EMAIL);
}

static inline insights_status insights_person_set_primary_email(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_PRIMARY_EMAIL,
        value);
}

/** Telephone number. */
static inline const char *insights_person_primary_phone(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_PRIMARY_PHONE);
}

static inline insights_status insights_person_set_primary_phone(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_PRIMARY_PHONE,
        value);
}

/** Job title in their own words. */
static inline const char *insights_person_title(const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_TITLE);
}

static inline insights_status insights_person_set_title(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_TITLE, value);
}

/** Engineering, Product, Design, Sales … */
static inline const char *insights_person_job_function(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_JOB_FUNCTION);
}

static inline insights_status insights_person_set_job_function(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_JOB_FUNCTION, value);
}

/** CLevel, VP, Director, Manager, Senior, IC, Intern, Unknown. */
static inline const char *insights_person_seniority_level(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_SENIORITY_LEVEL);
}

static inline insights_status insights_person_set_seniority_level(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_SENIORITY_LEVEL,
        value);
}

/** Who they are in a sentence. */
static inline const char *insights_person_description(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_DESCRIPTION);
}

static inline insights_status insights_person_set_description(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_DESCRIPTION, value);
}

/** Where they work. */
static inline const char *insights_person_organization_id(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_ORGANIZATION_ID);
}

static inline insights_status insights_person_set_organization_id(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_ORGANIZATION_ID,
        value);
}

/** Other names, a list of texts. */
static inline const char *insights_person_aliases(const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_ALIASES);
}

static inline insights_status insights_person_set_aliases(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_ALIASES, value);
}

/** Anything else that segments are made of. */
static inline const char *insights_person_attributes(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_ATTRIBUTES);
}

static inline insights_status insights_person_set_attributes(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_ATTRIBUTES, value);
}

/** When they were removed; null while they stand. */
static inline int64_t insights_person_deleted_at(const insights_person *person)
{
    return insights_record_int(
        insights_person_record(person), INSIGHTS_PERSON_DELETED_AT);
}

static inline insights_status insights_person_set_deleted_at(
    insights_person *person,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)person, INSIGHTS_PERSON_DELETED_AT, value);
}

/** The person they were merged into. */
static inline const char *insights_person_merged_into(
    const insights_person *person)
{
    return insights_record_text(
        insights_person_record(person), INSIGHTS_PERSON_MERGED_INTO);
}

static inline insights_status insights_person_set_merged_into(
    insights_person *person,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)person, INSIGHTS_PERSON_MERGED_INTO, value);
}

/* --- organization ------------------------------------------------------- */

/** A company, practice, school: where people work. */
typedef struct insights_organization insights_organization;

/** Fields of organization. */
enum {
    /** The account it is in. */
    INSIGHTS_ORGANIZATION_ACCOUNT_ID = 0x00080001,
    /** Name for people. */
    INSIGHTS_ORGANIZATION_NAME = 0x00080003,
    /** Internet domain. */
    INSIGHTS_ORGANIZATION_DOMAIN = 0x00080004,
    /** What it does. */
    INSIGHTS_ORGANIZATION_INDUSTRY = 0x00080005,
    /** 1-10, 11-50 … 10000+. */
    INSIGHTS_ORGANIZATION_SIZE_RANGE = 0x00080006,
    /** A sentence about it. */
    INSIGHTS_ORGANIZATION_DESCRIPTION = 0x00080007,
    /** Other names, a list of texts. */
    INSIGHTS_ORGANIZATION_ALIASES = 0x00080008,
    /** Anything else. */
    INSIGHTS_ORGANIZATION_ATTRIBUTES = 0x00080009,
    /** When it was removed; null while it stands. */
    INSIGHTS_ORGANIZATION_DELETED_AT = 0x0008000A
};

/** The record where it is of this kind, else NULL. */
static inline const insights_organization *insights_organization_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ORGANIZATION)
        return NULL;
    return (const insights_organization *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_organization *insights_organization_edit(
    insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ORGANIZATION)
        return NULL;
    return (insights_organization *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_organization_record(
    const insights_organization *organization)
{
    return (const insights_record *)(const void *)organization;
}

/** The account it is in. */
static inline const char *insights_organization_account_id(
    const insights_organization *organization)
{
    return insights_record_text(
        insights_organization_record(organization),
        INSIGHTS_ORGANIZATION_ACCOUNT_ID);
}

static inline insights_status insights_organization_set_account_id(
    insights_organization *organization,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)organization,
        INSIGHTS_ORGANIZATION_ACCOUNT_ID, value);
}

/** Name for people. */
static inline const char *insights_organization_name(
    const insights_organization *organization)
{
    return insights_record_text(
        insights_organization_record(organization), INSIGHTS_ORGANIZATION_NAME);
}

static inline insights_status insights_organization_set_name(
    insights_organization *organization,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)organization, INSIGHTS_ORGANIZATION_NAME,
        value);
}

/** Internet domain. */
static inline const char *insights_organization_domain(
    const insights_organization *organization)
{
    return insights_record_text(
        insights_organization_record(organization),
        INSIGHTS_ORGANIZATION_DOMAIN);
}

static inline insights_status insights_organization_set_domain(
    insights_organization *organization,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)organization, INSIGHTS_ORGANIZATION_DOMAIN,
        value);
}

/** What it does. */
static inline const char *insights_organization_industry(
    const insights_organization *organization)
{
    return insights_record_text(
        insights_organization_record(organization),
        INSIGHTS_ORGANIZATION_INDUSTRY);
}

static inline insights_status insights_organization_set_industry(
    insights_organization *organization,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)organization, INSIGHTS_ORGANIZATION_INDUSTRY,
        value);
}

/** 1-10, 11-50 … 10000+. */
static inline const char *insights_organization_size_range(
    const insights_organization *organization)
{
    return insights_record_text(
        insights_organization_record(organization),
        INSIGHTS_ORGANIZATION_SIZE_RANGE);
}

static inline insights_status insights_organization_set_size_range(
    insights_organization *organization,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)organization,
        INSIGHTS_ORGANIZATION_SIZE_RANGE, value);
}

/** A sentence about it. */
static inline const char *insights_organization_description(
    const insights_organization *organization)
{
    return insights_record_text(
        insights_organization_record(organization),
        INSIGHTS_ORGANIZATION_DESCRIPTION);
}

static inline insights_status insights_organization_set_description(
    insights_organization *organization,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)organization,
        INSIGHTS_ORGANIZATION_DESCRIPTION, value);
}

/** Other names, a list of texts. */
static inline const char *insights_organization_aliases(
    const insights_organization *organization)
{
    return insights_record_text(
        insights_organization_record(organization),
        INSIGHTS_ORGANIZATION_ALIASES);
}

static inline insights_status insights_organization_set_aliases(
    insights_organization *organization,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)organization, INSIGHTS_ORGANIZATION_ALIASES,
        value);
}

/** Anything else. */
static inline const char *insights_organization_attributes(
    const insights_organization *organization)
{
    return insights_record_text(
        insights_organization_record(organization),
        INSIGHTS_ORGANIZATION_ATTRIBUTES);
}

static inline insights_status insights_organization_set_attributes(
    insights_organization *organization,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)organization,
        INSIGHTS_ORGANIZATION_ATTRIBUTES, value);
}

/** When it was removed; null while it stands. */
static inline int64_t insights_organization_deleted_at(
    const insights_organization *organization)
{
    return insights_record_int(
        insights_organization_record(organization),
        INSIGHTS_ORGANIZATION_DELETED_AT);
}

static inline insights_status insights_organization_set_deleted_at(
    insights_organization *organization,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)organization,
        INSIGHTS_ORGANIZATION_DELETED_AT, value);
}

/* --- participant -------------------------------------------------------- */

/** A speaker of a conversation, and which person that is. */
typedef struct insights_participant insights_participant;

/** Fields of participant. */
enum {
    /** The account it is in. */
    INSIGHTS_PARTICIPANT_ACCOUNT_ID = 0x00090001,
    /** The project it is in. */
    INSIGHTS_PARTICIPANT_PROJECT_ID = 0x00090002,
    /** The conversation. */
    INSIGHTS_PARTICIPANT_INTERVIEW_ID = 0x00090003,
    /** Who it is, where that is known. */
    INSIGHTS_PARTICIPANT_PERSON_ID = 0x00090004,
    /** The speaker label in the turns. */
    INSIGHTS_PARTICIPANT_LABEL = 0x00090005,
    /** What they do in the conversation. */
    INSIGHTS_PARTICIPANT_ROLE = 0x00090006,
    /** Suggested until a person confirms the role. */
    INSIGHTS_PARTICIPANT_STANDING = 0x00090007,
    /** How role and person were found: given, label, question_share, … */
    INSIGHTS_PARTICIPANT_METHOD = 0x00090008,
    /** How sure that is, 0 to 1. */
    INSIGHTS_PARTICIPANT_SCORE = 0x00090009,
    /** Persons it may be, a list of {person_id, score}. */
    INSIGHTS_PARTICIPANT_CANDIDATES = 0x0009000A,
    /** Whether a person has looked at it. */
    INSIGHTS_PARTICIPANT_REVIEWED = 0x0009000B,
    /** Who said so. */
    INSIGHTS_PARTICIPANT_ACTOR_ID = 0x0009000C,
    /** How many words they said. */
    INSIGHTS_PARTICIPANT_WORDS = 0x0009000D,
    /** In how many turns. */
    INSIGHTS_PARTICIPANT_TURNS = 0x0009000E
};

/** The record where it is of this kind, else NULL. */
static inline const insights_participant *insights_participant_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PARTICIPANT)
        return NULL;
    return (const insights_participant *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_participant *insights_participant_edit(
    insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PARTICIPANT)
        return NULL;
    return (insights_participant *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_participant_record(
    const insights_participant *participant)
{
    return (const insights_record *)(const void *)participant;
}

/** The account it is in. */
static inline const char *insights_participant_account_id(
    const insights_participant *participant)
{
    return insights_record_text(
        insights_participant_record(participant),
        INSIGHTS_PARTICIPANT_ACCOUNT_ID);
}

static inline insights_status insights_participant_set_account_id(
    insights_participant *participant,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_ACCOUNT_ID,
        value);
}

/** The project it is in. */
static inline const char *insights_participant_project_id(
    const insights_participant *participant)
{
    return insights_record_text(
        insights_participant_record(participant),
        INSIGHTS_PARTICIPANT_PROJECT_ID);
}

static inline insights_status insights_participant_set_project_id(
    insights_participant *participant,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_PROJECT_ID,
        value);
}

/** The conversation. */
static inline const char *insights_participant_interview_id(
    const insights_participant *participant)
{
    return insights_record_text(
        insights_participant_record(participant),
        INSIGHTS_PARTICIPANT_INTERVIEW_ID);
}

static inline insights_status insights_participant_set_interview_id(
    insights_participant *participant,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)participant,
        INSIGHTS_PARTICIPANT_INTERVIEW_ID, value);
}

/** Who it is, where that is known. */
static inline const char *insights_participant_person_id(
    const insights_participant *participant)
{
    return insights_record_text(
        insights_participant_record(participant),
        INSIGHTS_PARTICIPANT_PERSON_ID);
}

static inline insights_status insights_participant_set_person_id(
    insights_participant *participant,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_PERSON_ID,
        value);
}

/** The speaker label in the turns. */
static inline const char *insights_participant_label(
    const insights_participant *participant)
{
    return insights_record_text(
        insights_participant_record(participant), INSIGHTS_PARTICIPANT_LABEL);
}

static inline insights_status insights_participant_set_label(
    insights_participant *participant,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_LABEL,
        value);
}

/** What they do in the conversation. */
static inline int insights_participant_role(
    const insights_participant *participant)
{
    return (int)insights_record_int(
        insights_participant_record(participant), INSIGHTS_PARTICIPANT_ROLE);
}

static inline insights_status insights_participant_set_role(
    insights_participant *participant,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_ROLE,
        value);
}

/** Suggested until a person confirms the role. */
static inline int insights_participant_standing(
    const insights_participant *participant)
{
    return (int)insights_record_int(
        insights_participant_record(participant),
        INSIGHTS_PARTICIPANT_STANDING);
}

static inline insights_status insights_participant_set_standing(
    insights_participant *participant,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_STANDING,
        value);
}

/** How role and person were found: given, label, question_share, … */
static inline const char *insights_participant_method(
    const insights_participant *participant)
{
    return insights_record_text(
        insights_participant_record(participant), INSIGHTS_PARTICIPANT_METHOD);
}

static inline insights_status insights_participant_set_method(
    insights_participant *participant,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_METHOD,
        value);
}

/** How sure that is, 0 to 1. */
static inline double insights_participant_score(
    const insights_participant *participant)
{
    return insights_record_real(
        insights_participant_record(participant), INSIGHTS_PARTICIPANT_SCORE);
}

static inline insights_status insights_participant_set_score(
    insights_participant *participant,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_SCORE,
        value);
}

/** Persons it may be, a list of {person_id, score}. */
static inline const char *insights_participant_candidates(
    const insights_participant *participant)
{
    return insights_record_text(
        insights_participant_record(participant),
        INSIGHTS_PARTICIPANT_CANDIDATES);
}

static inline insights_status insights_participant_set_candidates(
    insights_participant *participant,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_CANDIDATES,
        value);
}

/** Whether a person has looked at it. */
static inline int insights_participant_reviewed(
    const insights_participant *participant)
{
    return (int)insights_record_int(
        insights_participant_record(participant),
        INSIGHTS_PARTICIPANT_REVIEWED);
}

static inline insights_status insights_participant_set_reviewed(
    insights_participant *participant,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_REVIEWED,
        value);
}

/** Who said so. */
static inline const char *insights_participant_actor_id(
    const insights_participant *participant)
{
    return insights_record_text(
        insights_participant_record(participant),
        INSIGHTS_PARTICIPANT_ACTOR_ID);
}

static inline insights_status insights_participant_set_actor_id(
    insights_participant *participant,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_ACTOR_ID,
        value);
}

/** How many words they said. */
static inline int64_t insights_participant_words(
    const insights_participant *participant)
{
    return insights_record_int(
        insights_participant_record(participant), INSIGHTS_PARTICIPANT_WORDS);
}

static inline insights_status insights_participant_set_words(
    insights_participant *participant,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_WORDS,
        value);
}

/** In how many turns. */
static inline int64_t insights_participant_turns(
    const insights_participant *participant)
{
    return insights_record_int(
        insights_participant_record(participant), INSIGHTS_PARTICIPANT_TURNS);
}

static inline insights_status insights_participant_set_turns(
    insights_participant *participant,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)participant, INSIGHTS_PARTICIPANT_TURNS,
        value);
}

/* --- evidence ----------------------------------------------------------- */

/** A verbatim span of a conversation: the quote is always the transcript's own
 * bytes. */
typedef struct insights_evidence insights_evidence;

/** Fields of evidence. */
enum {
    /** The account it is in. */
    INSIGHTS_EVIDENCE_ACCOUNT_ID = 0x000A0001,
    /** The project it is in. */
    INSIGHTS_EVIDENCE_PROJECT_ID = 0x000A0002,
    /** The conversation. */
    INSIGHTS_EVIDENCE_INTERVIEW_ID = 0x000A0003,
    /** The revision its offsets refer to. */
    INSIGHTS_EVIDENCE_TRANSCRIPT_ID = 0x000A0004,
    /** Who said it, where that is known. */
    INSIGHTS_EVIDENCE_PERSON_ID = 0x000A0005,
    /** The label of who said it. */
    INSIGHTS_EVIDENCE_SPEAKER = 0x000A0006,
    /** The turn it starts in. */
    INSIGHTS_EVIDENCE_FIRST_TURN = 0x000A0007,
    /** The turn it ends in. */
    INSIGHTS_EVIDENCE_LAST_TURN = 0x000A0008,
    /** Where it starts in the canonical text, in bytes. */
    INSIGHTS_EVIDENCE_BYTE_START = 0x000A0009,
    /** Where it ends, in bytes, exclusive. */
    INSIGHTS_EVIDENCE_BYTE_END = 0x000A000A,
    /** The words, verbatim. */
    INSIGHTS_EVIDENCE_QUOTE = 0x000A000B,
    /** Where it starts in the recording. */
    INSIGHTS_EVIDENCE_START_MS = 0x000A000C,
    /** Where it ends in the recording. */
    INSIGHTS_EVIDENCE_END_MS = 0x000A000D,
    /** Where these times come from. */
    INSIGHTS_EVIDENCE_TIME_METHOD = 0x000A000E,
    /** How the quote was found. */
    INSIGHTS_EVIDENCE_GROUNDING = 0x000A000F,
    /** 1 for exact; how alike a fuzzy match was. */
    INSIGHTS_EVIDENCE_SIMILARITY = 0x000A0010,
    /** Where the surrounding thought starts, in bytes. */
    INSIGHTS_EVIDENCE_CHUNK_START = 0x000A0011,
    /** Where it ends, in bytes, exclusive. */
    INSIGHTS_EVIDENCE_CHUNK_END = 0x000A0012,
    /** At most twelve words: a trimmed span, or a template. */
    INSIGHTS_EVIDENCE_GIST = 0x000A0013,
    /** The question it answers, verbatim, where there is one. */
    INSIGHTS_EVIDENCE_CONTEXT = 0x000A0014,
    /** The turn that asked it. */
    INSIGHTS_EVIDENCE_QUESTION_TURN = 0x000A0015,
    /** Its place among the evidence of its conversation. */
    INSIGHTS_EVIDENCE_ORDER_INDEX = 0x000A0016,
    /** Which way it points; null until judged. */
    INSIGHTS_EVIDENCE_SUPPORT = 0x000A0017,
    /** How sure its maker was, 0 to 1. */
    INSIGHTS_EVIDENCE_CONFIDENCE = 0x000A0018,
    /** How good it is as evidence, 0 to 1. */
    INSIGHTS_EVIDENCE_WEIGHT_QUALITY = 0x000A0019,
    /** How much it bears on the study, 0 to 1. */
    INSIGHTS_EVIDENCE_WEIGHT_RELEVANCE = 0x000A001A,
    /** How it was gathered. */
    INSIGHTS_EVIDENCE_METHOD = 0x000A001B,
    /** Words or numbers. */
    INSIGHTS_EVIDENCE_MODALITY = 0x000A001C,
    /** Whether it is something that was asked. */
    INSIGHTS_EVIDENCE_IS_QUESTION = 0x000A001D,
    /** Stable over re-runs: hash of words and place. */
    INSIGHTS_EVIDENCE_KEY = 0x000A001E,
    /** Who took it out of the conversation. */
    INSIGHTS_EVIDENCE_ACTOR_ID = 0x000A001F,
    /** Verbatim, and so a fact about what was said. */
    INSIGHTS_EVIDENCE_STANDING = 0x000A0020,
    /** Why a person should look at it again; null where nobody need. */
    INSIGHTS_EVIDENCE_REVIEW = 0x000A0021,
    /** When a re-run no longer found it. */
    INSIGHTS_EVIDENCE_ARCHIVED_AT = 0x000A0022,
    /** Why it was archived. */
    INSIGHTS_EVIDENCE_ARCHIVED_REASON = 0x000A0023
};

/** The record where it is of this kind, else NULL. */
static inline const insights_evidence *insights_evidence_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_EVIDENCE)
        return NULL;
    return (const insights_evidence *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_evidence *insights_evidence_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_EVIDENCE)
        return NULL;
    return (insights_evidence *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_evidence_record(
    const insights_evidence *evidence)
{
    return (const insights_record *)(const void *)evidence;
}

/** The account it is in. */
static inline const char *insights_evidence_account_id(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_ACCOUNT_ID);
}

static inline insights_status insights_evidence_set_account_id(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_ACCOUNT_ID,
        value);
}

/** The project it is in. */
static inline const char *insights_evidence_project_id(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_PROJECT_ID);
}

static inline insights_status insights_evidence_set_project_id(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_PROJECT_ID,
        value);
}

/** The conversation. */
static inline const char *insights_evidence_interview_id(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_INTERVIEW_ID);
}

static inline insights_status insights_evidence_set_interview_id(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_INTERVIEW_ID,
        value);
}

/** The revision its offsets refer to. */
static inline const char *insights_evidence_transcript_id(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_TRANSCRIPT_ID);
}

static inline insights_status insights_evidence_set_transcript_id(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_TRANSCRIPT_ID,
        value);
}

/** Who said it, where that is known. */
static inline const char *insights_evidence_person_id(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_PERSON_ID);
}

static inline insights_status insights_evidence_set_person_id(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_PERSON_ID,
        value);
}

/** The label of who said it. */
static inline const char *insights_evidence_speaker(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_SPEAKER);
}

static inline insights_status insights_evidence_set_speaker(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_SPEAKER, value);
}

/** The turn it starts in. */
static inline int64_t insights_evidence_first_turn(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_FIRST_TURN);
}

static inline insights_status insights_evidence_set_first_turn(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_FIRST_TURN,
        value);
}

/** The turn it ends in. */
static inline int64_t insights_evidence_last_turn(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_LAST_TURN);
}

static inline insights_status insights_evidence_set_last_turn(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_LAST_TURN,
        value);
}

/** Where it starts in the canonical text, in bytes. */
static inline int64_t insights_evidence_byte_start(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_BYTE_START);
}

static inline insights_status insights_evidence_set_byte_start(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_BYTE_START,
        value);
}

/** Where it ends, in bytes, exclusive. */
static inline int64_t insights_evidence_byte_end(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_BYTE_END);
}

static inline insights_status insights_evidence_set_byte_end(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_BYTE_END, value);
}

/** The words, verbatim. */
static inline const char *insights_evidence_quote(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_QUOTE);
}

static inline insights_status insights_evidence_set_quote(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_QUOTE, value);
}

/** Where it starts in the recording. */
static inline int64_t insights_evidence_start_ms(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_START_MS);
}

static inline insights_status insights_evidence_set_start_ms(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_START_MS, value);
}

/** Where it ends in the recording. */
static inline int64_t insights_evidence_end_ms(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_END_MS);
}

static inline insights_status insights_evidence_set_end_ms(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_END_MS, value);
}

/** Where these times come from. */
static inline int insights_evidence_time_method(
    const insights_evidence *evidence)
{
    return (int)insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_TIME_METHOD);
}

static inline insights_status insights_evidence_set_time_method(
    insights_evidence *evidence,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_TIME_METHOD,
        value);
}

/** How the quote was found. */
static inline int insights_evidence_grounding(const insights_evidence *evidence)
{
    return (int)insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_GROUNDING);
}

static inline insights_status insights_evidence_set_grounding(
    insights_evidence *evidence,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_GROUNDING,
        value);
}

/** 1 for exact; how alike a fuzzy match was. */
static inline double insights_evidence_similarity(
    const insights_evidence *evidence)
{
    return insights_record_real(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_SIMILARITY);
}

static inline insights_status insights_evidence_set_similarity(
    insights_evidence *evidence,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_SIMILARITY,
        value);
}

/** Where the surrounding thought starts, in bytes. */
static inline int64_t insights_evidence_chunk_start(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_CHUNK_START);
}

static inline insights_status insights_evidence_set_chunk_start(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_CHUNK_START,
        value);
}

/** Where it ends, in bytes, exclusive. */
static inline int64_t insights_evidence_chunk_end(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_CHUNK_END);
}

static inline insights_status insights_evidence_set_chunk_end(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_CHUNK_END,
        value);
}

/** At most twelve words: a trimmed span, or a template. */
static inline const char *insights_evidence_gist(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_GIST);
}

static inline insights_status insights_evidence_set_gist(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_GIST, value);
}

/** The question it answers, verbatim, where there is one. */
static inline const char *insights_evidence_context(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_CONTEXT);
}

static inline insights_status insights_evidence_set_context(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_CONTEXT, value);
}

/** The turn that asked it. */
static inline int64_t insights_evidence_question_turn(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_QUESTION_TURN);
}

static inline insights_status insights_evidence_set_question_turn(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_QUESTION_TURN,
        value);
}

/** Its place among the evidence of its conversation. */
static inline int64_t insights_evidence_order_index(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_ORDER_INDEX);
}

static inline insights_status insights_evidence_set_order_index(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_ORDER_INDEX,
        value);
}

/** Which way it points; null until judged. */
static inline int insights_evidence_support(const insights_evidence *evidence)
{
    return (int)insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_SUPPORT);
}

static inline insights_status insights_evidence_set_support(
    insights_evidence *evidence,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_SUPPORT, value);
}

/** How sure its maker was, 0 to 1. */
static inline double insights_evidence_confidence(
    const insights_evidence *evidence)
{
    return insights_record_real(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_CONFIDENCE);
}

static inline insights_status insights_evidence_set_confidence(
    insights_evidence *evidence,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_CONFIDENCE,
        value);
}

/** How good it is as evidence, 0 to 1. */
static inline double insights_evidence_weight_quality(
    const insights_evidence *evidence)
{
    return insights_record_real(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_WEIGHT_QUALITY);
}

static inline insights_status insights_evidence_set_weight_quality(
    insights_evidence *evidence,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_WEIGHT_QUALITY,
        value);
}

/** How much it bears on the study, 0 to 1. */
static inline double insights_evidence_weight_relevance(
    const insights_evidence *evidence)
{
    return insights_record_real(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_WEIGHT_RELEVANCE);
}

static inline insights_status insights_evidence_set_weight_relevance(
    insights_evidence *evidence,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_WEIGHT_RELEVANCE,
        value);
}

/** How it was gathered. */
static inline int insights_evidence_method(const insights_evidence *evidence)
{
    return (int)insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_METHOD);
}

static inline insights_status insights_evidence_set_method(
    insights_evidence *evidence,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_METHOD, value);
}

/** Words or numbers. */
static inline int insights_evidence_modality(const insights_evidence *evidence)
{
    return (int)insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_MODALITY);
}

static inline insights_status insights_evidence_set_modality(
    insights_evidence *evidence,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_MODALITY, value);
}

/** Whether it is something that was asked. */
static inline int insights_evidence_is_question(
    const insights_evidence *evidence)
{
    return (int)insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_IS_QUESTION);
}

static inline insights_status insights_evidence_set_is_question(
    insights_evidence *evidence,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_IS_QUESTION,
        value);
}

/** Stable over re-runs: hash of words and place. */
static inline const char *insights_evidence_key(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_KEY);
}

static inline insights_status insights_evidence_set_key(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_KEY, value);
}

/** Who took it out of the conversation. */
static inline const char *insights_evidence_actor_id(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_ACTOR_ID);
}

static inline insights_status insights_evidence_set_actor_id(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_ACTOR_ID, value);
}

/** Verbatim, and so a fact about what was said. */
static inline int insights_evidence_standing(const insights_evidence *evidence)
{
    return (int)insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_STANDING);
}

static inline insights_status insights_evidence_set_standing(
    insights_evidence *evidence,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_STANDING, value);
}

/** Why a person should look at it again; null where nobody need. */
static inline const char *insights_evidence_review(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_REVIEW);
}

static inline insights_status insights_evidence_set_review(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_REVIEW, value);
}

/** When a re-run no longer found it. */
static inline int64_t insights_evidence_archived_at(
    const insights_evidence *evidence)
{
    return insights_record_int(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_ARCHIVED_AT);
}

static inline insights_status insights_evidence_set_archived_at(
    insights_evidence *evidence,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_ARCHIVED_AT,
        value);
}

/** Why it was archived. */
static inline const char *insights_evidence_archived_reason(
    const insights_evidence *evidence)
{
    return insights_record_text(
        insights_evidence_record(evidence), INSIGHTS_EVIDENCE_ARCHIVED_REASON);
}

static inline insights_status insights_evidence_set_archived_reason(
    insights_evidence *evidence,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)evidence, INSIGHTS_EVIDENCE_ARCHIVED_REASON,
        value);
}

/* --- code --------------------------------------------------------------- */

/** An entry of the codebook, which is a tree. */
typedef struct insights_code insights_code;

/** Fields of code. */
enum {
    /** The account it is in. */
    INSIGHTS_CODE_ACCOUNT_ID = 0x000B0001,
    /** The project it is in. */
    INSIGHTS_CODE_PROJECT_ID = 0x000B0002,
    /** Its name. */
    INSIGHTS_CODE_NAME = 0x000B0003,
    /** The facet kind it belongs to (goal, pain …); null for a person's own. */
    INSIGHTS_CODE_KIND = 0x000B0004,
    /** The code above it. */
    INSIGHTS_CODE_PARENT_ID = 0x000B0005,
    /** Names from the root, joined by ' / '. */
    INSIGHTS_CODE_PATH = 0x000B0006,
    /** What it means. */
    INSIGHTS_CODE_DEFINITION = 0x000B0007,
    /** When to use it. */
    INSIGHTS_CODE_INCLUDE = 0x000B0008,
    /** When not to. */
    INSIGHTS_CODE_EXCLUDE = 0x000B0009,
    /** A typical passage. */
    INSIGHTS_CODE_EXAMPLE = 0x000B000A,
    /** Other words for it, a list of texts. */
    INSIGHTS_CODE_SYNONYMS = 0x000B000B,
    /** #rrggbb. */
    INSIGHTS_CODE_COLOUR = 0x000B000C,
    /** Whether its name is a speaker's own words. */
    INSIGHTS_CODE_IN_VIVO = 0x000B000D,
    /** Whether it is offered; null: it is. */
    INSIGHTS_CODE_ACTIVE = 0x000B000E,
    /** Whether the library brought it. */
    INSIGHTS_CODE_IS_SYSTEM = 0x000B000F,
    /** Its place among its siblings. */
    INSIGHTS_CODE_POSITION = 0x000B0010
};

/** The record where it is of this kind, else NULL. */
static inline const insights_code *insights_code_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_CODE)
        return NULL;
    return (const insights_code *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_code *insights_code_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_CODE)
        return NULL;
    return (insights_code *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_code_record(
    const insights_code *code)
{
    return (const insights_record *)(const void *)code;
}

/** The account it is in. */
static inline const char *insights_code_account_id(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_ACCOUNT_ID);
}

static inline insights_status insights_code_set_account_id(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_ACCOUNT_ID, value);
}

/** The project it is in. */
static inline const char *insights_code_project_id(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_PROJECT_ID);
}

static inline insights_status insights_code_set_project_id(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_PROJECT_ID, value);
}

/** Its name. */
static inline const char *insights_code_name(const insights_code *code)
{
    return insights_record_text(insights_code_record(code), INSIGHTS_CODE_NAME);
}

static inline insights_status insights_code_set_name(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_NAME, value);
}

/** The facet kind it belongs to (goal, pain …); null for a person's own. */
static inline const char *insights_code_kind(const insights_code *code)
{
    return insights_record_text(insights_code_record(code), INSIGHTS_CODE_KIND);
}

static inline insights_status insights_code_set_kind(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_KIND, value);
}

/** The code above it. */
static inline const char *insights_code_parent_id(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_PARENT_ID);
}

static inline insights_status insights_code_set_parent_id(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_PARENT_ID, value);
}

/** Names from the root, joined by ' / '. */
static inline const char *insights_code_path(const insights_code *code)
{
    return insights_record_text(insights_code_record(code), INSIGHTS_CODE_PATH);
}

static inline insights_status insights_code_set_path(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_PATH, value);
}

/** What it means. */
static inline const char *insights_code_definition(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_DEFINITION);
}

static inline insights_status insights_code_set_definition(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_DEFINITION, value);
}

/** When to use it. */
static inline const char *insights_code_include(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_INCLUDE);
}

static inline insights_status insights_code_set_include(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_INCLUDE, value);
}

/** When not to. */
static inline const char *insights_code_exclude(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_EXCLUDE);
}

static inline insights_status insights_code_set_exclude(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_EXCLUDE, value);
}

/** A typical passage. */
static inline const char *insights_code_example(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_EXAMPLE);
}

static inline insights_status insights_code_set_example(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_EXAMPLE, value);
}

/** Other words for it, a list of texts. */
static inline const char *insights_code_synonyms(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_SYNONYMS);
}

static inline insights_status insights_code_set_synonyms(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_SYNONYMS, value);
}

/** #rrggbb. */
static inline const char *insights_code_colour(const insights_code *code)
{
    return insights_record_text(
        insights_code_record(code), INSIGHTS_CODE_COLOUR);
}

static inline insights_status insights_code_set_colour(
    insights_code *code,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)code, INSIGHTS_CODE_COLOUR, value);
}

/** Whether its name is a speaker's own words. */
static inline int insights_code_in_vivo(const insights_code *code)
{
    return (int)insights_record_int(
        insights_code_record(code), INSIGHTS_CODE_IN_VIVO);
}

static inline insights_status insights_code_set_in_vivo(
    insights_code *code,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)code, INSIGHTS_CODE_IN_VIVO, value);
}

/** Whether it is offered; null: it is. */
static inline int insights_code_active(const insights_code *code)
{
    return (int)insights_record_int(
        insights_code_record(code), INSIGHTS_CODE_ACTIVE);
}

static inline insights_status insights_code_set_active(
    insights_code *code,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)code, INSIGHTS_CODE_ACTIVE, value);
}

/** Whether the library brought it. */
static inline int insights_code_is_system(const insights_code *code)
{
    return (int)insights_record_int(
        insights_code_record(code), INSIGHTS_CODE_IS_SYSTEM);
}

static inline insights_status insights_code_set_is_system(
    insights_code *code,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)code, INSIGHTS_CODE_IS_SYSTEM, value);
}

/** Its place among its siblings. */
static inline int64_t insights_code_position(const insights_code *code)
{
    return insights_record_int(
        insights_code_record(code), INSIGHTS_CODE_POSITION);
}

static inline insights_status insights_code_set_position(
    insights_code *code,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)code, INSIGHTS_CODE_POSITION, value);
}

/* --- coding ------------------------------------------------------------- */

/** One code on one piece of evidence, by one actor. */
typedef struct insights_coding insights_coding;

/** Fields of coding. */
enum {
    /** The account it is in. */
    INSIGHTS_CODING_ACCOUNT_ID = 0x000C0001,
    /** The project it is in. */
    INSIGHTS_CODING_PROJECT_ID = 0x000C0002,
    /** What is coded. */
    INSIGHTS_CODING_EVIDENCE_ID = 0x000C0003,
    /** The code. */
    INSIGHTS_CODING_CODE_ID = 0x000C0004,
    /** The conversation. */
    INSIGHTS_CODING_INTERVIEW_ID = 0x000C0005,
    /** Who coded it. */
    INSIGHTS_CODING_ACTOR_ID = 0x000C0006,
    /** Where its own quote starts in the canonical text, in bytes. */
    INSIGHTS_CODING_BYTE_START = 0x000C0007,
    /** Where it ends, in bytes, exclusive. */
    INSIGHTS_CODING_BYTE_END = 0x000C0008,
    /** The words that the code rests on, verbatim, inside the evidence. */
    INSIGHTS_CODING_QUOTE = 0x000C0009,
    /** Why. */
    INSIGHTS_CODING_NOTE = 0x000C000A,
    /** How sure a machine was, 0 to 1. */
    INSIGHTS_CODING_SCORE = 0x000C000B,
    /** Which way it points. */
    INSIGHTS_CODING_SUPPORT = 0x000C000C,
    /** Suggested, accepted or rejected. */
    INSIGHTS_CODING_STANDING = 0x000C000D,
    /** The person who accepted or rejected it. */
    INSIGHTS_CODING_DECIDED_BY = 0x000C000E,
    /** When. */
    INSIGHTS_CODING_DECIDED_AT = 0x000C000F,
    /** The coding this one was corrected from. */
    INSIGHTS_CODING_REPLACES = 0x000C0010,
    /** Why a person should look at it again; null where nobody need. */
    INSIGHTS_CODING_REVIEW = 0x000C0011
};

/** The record where it is of this kind, else NULL. */
static inline const insights_coding *insights_coding_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_CODING)
        return NULL;
    return (const insights_coding *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_coding *insights_coding_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_CODING)
        return NULL;
    return (insights_coding *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_coding_record(
    const insights_coding *coding)
{
    return (const insights_record *)(const void *)coding;
}

/** The account it is in. */
static inline const char *insights_coding_account_id(
    const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_ACCOUNT_ID);
}

static inline insights_status insights_coding_set_account_id(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_ACCOUNT_ID, value);
}

/** The project it is in. */
static inline const char *insights_coding_project_id(
    const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_PROJECT_ID);
}

static inline insights_status insights_coding_set_project_id(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_PROJECT_ID, value);
}

/** What is coded. */
static inline const char *insights_coding_evidence_id(
    const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_EVIDENCE_ID);
}

static inline insights_status insights_coding_set_evidence_id(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_EVIDENCE_ID, value);
}

/** The code. */
static inline const char *insights_coding_code_id(const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_CODE_ID);
}

static inline insights_status insights_coding_set_code_id(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_CODE_ID, value);
}

/** The conversation. */
static inline const char *insights_coding_interview_id(
    const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_INTERVIEW_ID);
}

static inline insights_status insights_coding_set_interview_id(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_INTERVIEW_ID, value);
}

/** Who coded it. */
static inline const char *insights_coding_actor_id(
    const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_ACTOR_ID);
}

static inline insights_status insights_coding_set_actor_id(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_ACTOR_ID, value);
}

/** Where its own quote starts in the canonical text, in bytes. */
static inline int64_t insights_coding_byte_start(const insights_coding *coding)
{
    return insights_record_int(
        insights_coding_record(coding), INSIGHTS_CODING_BYTE_START);
}

static inline insights_status insights_coding_set_byte_start(
    insights_coding *coding,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)coding, INSIGHTS_CODING_BYTE_START, value);
}

/** Where it ends, in bytes, exclusive. */
static inline int64_t insights_coding_byte_end(const insights_coding *coding)
{
    return insights_record_int(
        insights_coding_record(coding), INSIGHTS_CODING_BYTE_END);
}

static inline insights_status insights_coding_set_byte_end(
    insights_coding *coding,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)coding, INSIGHTS_CODING_BYTE_END, value);
}

/** The words that the code rests on, verbatim, inside the evidence. */
static inline const char *insights_coding_quote(const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_QUOTE);
}

static inline insights_status insights_coding_set_quote(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_QUOTE, value);
}

/** Why. */
static inline const char *insights_coding_note(const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_NOTE);
}

static inline insights_status insights_coding_set_note(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_NOTE, value);
}

/** How sure a machine was, 0 to 1. */
static inline double insights_coding_score(const insights_coding *coding)
{
    return insights_record_real(
        insights_coding_record(coding), INSIGHTS_CODING_SCORE);
}

static inline insights_status insights_coding_set_score(
    insights_coding *coding,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)coding, INSIGHTS_CODING_SCORE, value);
}

/** Which way it points. */
static inline int insights_coding_support(const insights_coding *coding)
{
    return (int)insights_record_int(
        insights_coding_record(coding), INSIGHTS_CODING_SUPPORT);
}

static inline insights_status insights_coding_set_support(
    insights_coding *coding,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)coding, INSIGHTS_CODING_SUPPORT, value);
}

/** Suggested, accepted or rejected. */
static inline int insights_coding_standing(const insights_coding *coding)
{
    return (int)insights_record_int(
        insights_coding_record(coding), INSIGHTS_CODING_STANDING);
}

static inline insights_status insights_coding_set_standing(
    insights_coding *coding,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)coding, INSIGHTS_CODING_STANDING, value);
}

/** The person who accepted or rejected it. */
static inline const char *insights_coding_decided_by(
    const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_DECIDED_BY);
}

static inline insights_status insights_coding_set_decided_by(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_DECIDED_BY, value);
}

/** When. */
static inline int64_t insights_coding_decided_at(const insights_coding *coding)
{
    return insights_record_int(
        insights_coding_record(coding), INSIGHTS_CODING_DECIDED_AT);
}

static inline insights_status insights_coding_set_decided_at(
    insights_coding *coding,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)coding, INSIGHTS_CODING_DECIDED_AT, value);
}

/** The coding this one was corrected from. */
static inline const char *insights_coding_replaces(
    const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_REPLACES);
}

static inline insights_status insights_coding_set_replaces(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_REPLACES, value);
}

/** Why a person should look at it again; null where nobody need. */
static inline const char *insights_coding_review(const insights_coding *coding)
{
    return insights_record_text(
        insights_coding_record(coding), INSIGHTS_CODING_REVIEW);
}

static inline insights_status insights_coding_set_review(
    insights_coding *coding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)coding, INSIGHTS_CODING_REVIEW, value);
}

/* --- memo --------------------------------------------------------------- */

/** A note by somebody on any record. */
typedef struct insights_memo insights_memo;

/** Fields of memo. */
enum {
    /** The account it is in. */
    INSIGHTS_MEMO_ACCOUNT_ID = 0x000D0001,
    /** The project it is in. */
    INSIGHTS_MEMO_PROJECT_ID = 0x000D0002,
    /** The kind of what it is about. */
    INSIGHTS_MEMO_TARGET_KIND = 0x000D0003,
    /** The id of what it is about; the memo goes with it. */
    INSIGHTS_MEMO_TARGET_ID = 0x000D0004,
    /** Who wrote it. */
    INSIGHTS_MEMO_ACTOR_ID = 0x000D0005,
    /** What it is. */
    INSIGHTS_MEMO_TYPE = 0x000D0006,
    /** The note. */
    INSIGHTS_MEMO_TEXT = 0x000D0007
};

/** The record where it is of this kind, else NULL. */
static inline const insights_memo *insights_memo_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_MEMO)
        return NULL;
    return (const insights_memo *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_memo *insights_memo_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_MEMO)
        return NULL;
    return (insights_memo *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_memo_record(
    const insights_memo *memo)
{
    return (const insights_record *)(const void *)memo;
}

/** The account it is in. */
static inline const char *insights_memo_account_id(const insights_memo *memo)
{
    return insights_record_text(
        insights_memo_record(memo), INSIGHTS_MEMO_ACCOUNT_ID);
}

static inline insights_status insights_memo_set_account_id(
    insights_memo *memo,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)memo, INSIGHTS_MEMO_ACCOUNT_ID, value);
}

/** The project it is in. */
static inline const char *insights_memo_project_id(const insights_memo *memo)
{
    return insights_record_text(
        insights_memo_record(memo), INSIGHTS_MEMO_PROJECT_ID);
}

static inline insights_status insights_memo_set_project_id(
    insights_memo *memo,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)memo, INSIGHTS_MEMO_PROJECT_ID, value);
}

/** The kind of what it is about. */
static inline const char *insights_memo_target_kind(const insights_memo *memo)
{
    return insights_record_text(
        insights_memo_record(memo), INSIGHTS_MEMO_TARGET_KIND);
}

static inline insights_status insights_memo_set_target_kind(
    insights_memo *memo,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)memo, INSIGHTS_MEMO_TARGET_KIND, value);
}

/** The id of what it is about; the memo goes with it. */
static inline const char *insights_memo_target_id(const insights_memo *memo)
{
    return insights_record_text(
        insights_memo_record(memo), INSIGHTS_MEMO_TARGET_ID);
}

static inline insights_status insights_memo_set_target_id(
    insights_memo *memo,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)memo, INSIGHTS_MEMO_TARGET_ID, value);
}

/** Who wrote it. */
static inline const char *insights_memo_actor_id(const insights_memo *memo)
{
    return insights_record_text(
        insights_memo_record(memo), INSIGHTS_MEMO_ACTOR_ID);
}

static inline insights_status insights_memo_set_actor_id(
    insights_memo *memo,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)memo, INSIGHTS_MEMO_ACTOR_ID, value);
}

/** What it is. */
static inline int insights_memo_type(const insights_memo *memo)
{
    return (int)insights_record_int(
        insights_memo_record(memo), INSIGHTS_MEMO_TYPE);
}

static inline insights_status insights_memo_set_type(
    insights_memo *memo,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)memo, INSIGHTS_MEMO_TYPE, value);
}

/** The note. */
static inline const char *insights_memo_text(const insights_memo *memo)
{
    return insights_record_text(insights_memo_record(memo), INSIGHTS_MEMO_TEXT);
}

static inline insights_status insights_memo_set_text(
    insights_memo *memo,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)memo, INSIGHTS_MEMO_TEXT, value);
}

/* --- change ------------------------------------------------------------- */

/** What somebody did, so that it can be shown and undone. */
typedef struct insights_change insights_change;

/** Fields of change. */
enum {
    /** The account it is in. */
    INSIGHTS_CHANGE_ACCOUNT_ID = 0x000E0001,
    /** The project it is in. */
    INSIGHTS_CHANGE_PROJECT_ID = 0x000E0002,
    /** Who did it. */
    INSIGHTS_CHANGE_ACTOR_ID = 0x000E0003,
    /** When. */
    INSIGHTS_CHANGE_AT = 0x000E0004,
    /** Everything done by one command shares it. */
    INSIGHTS_CHANGE_GROUP_ID = 0x000E0005,
    /** The command: import, correct, code, accept, reject … */
    INSIGHTS_CHANGE_VERB = 0x000E0006,
    /** The kind of what was changed. */
    INSIGHTS_CHANGE_TARGET_KIND = 0x000E0007,
    /** The id of what was changed. */
    INSIGHTS_CHANGE_TARGET_ID = 0x000E0008,
    /** The changed fields as they were; null where it was made. */
    INSIGHTS_CHANGE_BEFORE = 0x000E0009,
    /** The changed fields as they became; null where it was deleted. */
    INSIGHTS_CHANGE_AFTER = 0x000E000A,
    /** One line for people. */
    INSIGHTS_CHANGE_SUMMARY = 0x000E000B,
    /** The group that undid it. */
    INSIGHTS_CHANGE_UNDONE_BY = 0x000E000C,
    /** The group that it undoes. */
    INSIGHTS_CHANGE_UNDOES = 0x000E000D
};

/** The record where it is of this kind, else NULL. */
static inline const insights_change *insights_change_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_CHANGE)
        return NULL;
    return (const insights_change *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_change *insights_change_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_CHANGE)
        return NULL;
    return (insights_change *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_change_record(
    const insights_change *change)
{
    return (const insights_record *)(const void *)change;
}

/** The account it is in. */
static inline const char *insights_change_account_id(
    const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_ACCOUNT_ID);
}

static inline insights_status insights_change_set_account_id(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_ACCOUNT_ID, value);
}

/** The project it is in. */
static inline const char *insights_change_project_id(
    const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_PROJECT_ID);
}

static inline insights_status insights_change_set_project_id(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_PROJECT_ID, value);
}

/** Who did it. */
static inline const char *insights_change_actor_id(
    const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_ACTOR_ID);
}

static inline insights_status insights_change_set_actor_id(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_ACTOR_ID, value);
}

/** When. */
static inline int64_t insights_change_at(const insights_change *change)
{
    return insights_record_int(
        insights_change_record(change), INSIGHTS_CHANGE_AT);
}

static inline insights_status insights_change_set_at(
    insights_change *change,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_AT, value);
}

/** Everything done by one command shares it. */
static inline const char *insights_change_group_id(
    const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_GROUP_ID);
}

static inline insights_status insights_change_set_group_id(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_GROUP_ID, value);
}

/** The command: import, correct, code, accept, reject … */
static inline const char *insights_change_verb(const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_VERB);
}

static inline insights_status insights_change_set_verb(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_VERB, value);
}

/** The kind of what was changed. */
static inline const char *insights_change_target_kind(
    const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_TARGET_KIND);
}

static inline insights_status insights_change_set_target_kind(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_TARGET_KIND, value);
}

/** The id of what was changed. */
static inline const char *insights_change_target_id(
    const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_TARGET_ID);
}

static inline insights_status insights_change_set_target_id(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_TARGET_ID, value);
}

/** The changed fields as they were; null where it was made. */
static inline const char *insights_change_before(const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_BEFORE);
}

static inline insights_status insights_change_set_before(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_BEFORE, value);
}

/** The changed fields as they became; null where it was deleted. */
static inline const char *insights_change_after(const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_AFTER);
}

static inline insights_status insights_change_set_after(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_AFTER, value);
}

/** One line for people. */
static inline const char *insights_change_summary(const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_SUMMARY);
}

static inline insights_status insights_change_set_summary(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_SUMMARY, value);
}

/** The group that undid it. */
static inline const char *insights_change_undone_by(
    const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_UNDONE_BY);
}

static inline insights_status insights_change_set_undone_by(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_UNDONE_BY, value);
}

/** The group that it undoes. */
static inline const char *insights_change_undoes(const insights_change *change)
{
    return insights_record_text(
        insights_change_record(change), INSIGHTS_CHANGE_UNDOES);
}

static inline insights_status insights_change_set_undoes(
    insights_change *change,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)change, INSIGHTS_CHANGE_UNDOES, value);
}

/* --- question ----------------------------------------------------------- */

/** A goal, decision, research question or prompt of the guide. */
typedef struct insights_question insights_question;

/** Fields of question. */
enum {
    /** The account it is in. */
    INSIGHTS_QUESTION_ACCOUNT_ID = 0x000F0001,
    /** The project it is in. */
    INSIGHTS_QUESTION_PROJECT_ID = 0x000F0002,
    /** Its level. */
    INSIGHTS_QUESTION_TYPE = 0x000F0003,
    /** The question above it. */
    INSIGHTS_QUESTION_PARENT_ID = 0x000F0004,
    /** Its place in the guide, from 1. */
    INSIGHTS_QUESTION_POSITION = 0x000F0005,
    /** The question. */
    INSIGHTS_QUESTION_TEXT = 0x000F0006,
    /** Why it is asked. */
    INSIGHTS_QUESTION_RATIONALE = 0x000F0007
};

/** The record where it is of this kind, else NULL. */
static inline const insights_question *insights_question_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_QUESTION)
        return NULL;
    return (const insights_question *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_question *insights_question_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_QUESTION)
        return NULL;
    return (insights_question *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_question_record(
    const insights_question *question)
{
    return (const insights_record *)(const void *)question;
}

/** The account it is in. */
static inline const char *insights_question_account_id(
    const insights_question *question)
{
    return insights_record_text(
        insights_question_record(question), INSIGHTS_QUESTION_ACCOUNT_ID);
}

static inline insights_status insights_question_set_account_id(
    insights_question *question,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)question, INSIGHTS_QUESTION_ACCOUNT_ID,
        value);
}

/** The project it is in. */
static inline const char *insights_question_project_id(
    const insights_question *question)
{
    return insights_record_text(
        insights_question_record(question), INSIGHTS_QUESTION_PROJECT_ID);
}

static inline insights_status insights_question_set_project_id(
    insights_question *question,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)question, INSIGHTS_QUESTION_PROJECT_ID,
        value);
}

/** Its level. */
static inline int insights_question_type(const insights_question *question)
{
    return (int)insights_record_int(
        insights_question_record(question), INSIGHTS_QUESTION_TYPE);
}

static inline insights_status insights_question_set_type(
    insights_question *question,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)question, INSIGHTS_QUESTION_TYPE, value);
}

/** The question above it. */
static inline const char *insights_question_parent_id(
    const insights_question *question)
{
    return insights_record_text(
        insights_question_record(question), INSIGHTS_QUESTION_PARENT_ID);
}

static inline insights_status insights_question_set_parent_id(
    insights_question *question,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)question, INSIGHTS_QUESTION_PARENT_ID,
        value);
}

/** Its place in the guide, from 1. */
static inline int64_t insights_question_position(
    const insights_question *question)
{
    return insights_record_int(
        insights_question_record(question), INSIGHTS_QUESTION_POSITION);
}

static inline insights_status insights_question_set_position(
    insights_question *question,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)question, INSIGHTS_QUESTION_POSITION, value);
}

/** The question. */
static inline const char *insights_question_text(
    const insights_question *question)
{
    return insights_record_text(
        insights_question_record(question), INSIGHTS_QUESTION_TEXT);
}

static inline insights_status insights_question_set_text(
    insights_question *question,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)question, INSIGHTS_QUESTION_TEXT, value);
}

/** Why it is asked. */
static inline const char *insights_question_rationale(
    const insights_question *question)
{
    return insights_record_text(
        insights_question_record(question), INSIGHTS_QUESTION_RATIONALE);
}

static inline insights_status insights_question_set_rationale(
    insights_question *question,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)question, INSIGHTS_QUESTION_RATIONALE,
        value);
}

/* --- tag ---------------------------------------------------------------- */

/** A word on any record. */
typedef struct insights_tag insights_tag;

/** Fields of tag. */
enum {
    /** The account it is in. */
    INSIGHTS_TAG_ACCOUNT_ID = 0x00100001,
    /** The project it is in. */
    INSIGHTS_TAG_PROJECT_ID = 0x00100002,
    /** The kind of what is tagged. */
    INSIGHTS_TAG_TARGET_KIND = 0x00100003,
    /** The id of what is tagged; the tag goes with it. */
    INSIGHTS_TAG_TARGET_ID = 0x00100004,
    /** The word. */
    INSIGHTS_TAG_NAME = 0x00100005,
    /** Who put it there. */
    INSIGHTS_TAG_ACTOR_ID = 0x00100006
};

/** The record where it is of this kind, else NULL. */
static inline const insights_tag *insights_tag_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_TAG)
        return NULL;
    return (const insights_tag *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_tag *insights_tag_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_TAG)
        return NULL;
    return (insights_tag *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_tag_record(
    const insights_tag *tag)
{
    return (const insights_record *)(const void *)tag;
}

/** The account it is in. */
static inline const char *insights_tag_account_id(const insights_tag *tag)
{
    return insights_record_text(
        insights_tag_record(tag), INSIGHTS_TAG_ACCOUNT_ID);
}

static inline insights_status insights_tag_set_account_id(
    insights_tag *tag,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)tag, INSIGHTS_TAG_ACCOUNT_ID, value);
}

/** The project it is in. */
static inline const char *insights_tag_project_id(const insights_tag *tag)
{
    return insights_record_text(
        insights_tag_record(tag), INSIGHTS_TAG_PROJECT_ID);
}

static inline insights_status insights_tag_set_project_id(
    insights_tag *tag,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)tag, INSIGHTS_TAG_PROJECT_ID, value);
}

/** The kind of what is tagged. */
static inline const char *insights_tag_target_kind(const insights_tag *tag)
{
    return insights_record_text(
        insights_tag_record(tag), INSIGHTS_TAG_TARGET_KIND);
}

static inline insights_status insights_tag_set_target_kind(
    insights_tag *tag,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)tag, INSIGHTS_TAG_TARGET_KIND, value);
}

/** The id of what is tagged; the tag goes with it. */
static inline const char *insights_tag_target_id(const insights_tag *tag)
{
    return insights_record_text(
        insights_tag_record(tag), INSIGHTS_TAG_TARGET_ID);
}

static inline insights_status insights_tag_set_target_id(
    insights_tag *tag,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)tag, INSIGHTS_TAG_TARGET_ID, value);
}

/** The word. */
static inline const char *insights_tag_name(const insights_tag *tag)
{
    return insights_record_text(insights_tag_record(tag), INSIGHTS_TAG_NAME);
}

static inline insights_status insights_tag_set_name(
    insights_tag *tag,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)tag, INSIGHTS_TAG_NAME, value);
}

/** Who put it there. */
static inline const char *insights_tag_actor_id(const insights_tag *tag)
{
    return insights_record_text(
        insights_tag_record(tag), INSIGHTS_TAG_ACTOR_ID);
}

static inline insights_status insights_tag_set_actor_id(
    insights_tag *tag,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)tag, INSIGHTS_TAG_ACTOR_ID, value);
}

/* --- asset -------------------------------------------------------------- */

/** A file, note or link that belongs to the study. */
typedef struct insights_asset insights_asset;

/** Fields of asset. */
enum {
    /** The account it is in. */
    INSIGHTS_ASSET_ACCOUNT_ID = 0x00110001,
    /** The project it is in. */
    INSIGHTS_ASSET_PROJECT_ID = 0x00110002,
    /** What it is. */
    INSIGHTS_ASSET_TYPE = 0x00110003,
    /** Name for people. */
    INSIGHTS_ASSET_TITLE = 0x00110004,
    /** The file's name. */
    INSIGHTS_ASSET_FILE_NAME = 0x00110005,
    /** Its media type. */
    INSIGHTS_ASSET_MIME_TYPE = 0x00110006,
    /** Where it is, if not here. */
    INSIGHTS_ASSET_URI = 0x00110007,
    /** utf-8 or base64: how content is to be read. */
    INSIGHTS_ASSET_ENCODING = 0x00110008,
    /** The file itself. */
    INSIGHTS_ASSET_CONTENT = 0x00110009,
    /** SHA-256 of the file. */
    INSIGHTS_ASSET_CONTENT_HASH = 0x0011000A,
    /** Its size. */
    INSIGHTS_ASSET_BYTE_LENGTH = 0x0011000B
};

/** The record where it is of this kind, else NULL. */
static inline const insights_asset *insights_asset_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ASSET)
        return NULL;
    return (const insights_asset *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_asset *insights_asset_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ASSET)
        return NULL;
    return (insights_asset *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_asset_record(
    const insights_asset *asset)
{
    return (const insights_record *)(const void *)asset;
}

/** The account it is in. */
static inline const char *insights_asset_account_id(const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_ACCOUNT_ID);
}

static inline insights_status insights_asset_set_account_id(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_ACCOUNT_ID, value);
}

/** The project it is in. */
static inline const char *insights_asset_project_id(const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_PROJECT_ID);
}

static inline insights_status insights_asset_set_project_id(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_PROJECT_ID, value);
}

/** What it is. */
static inline int insights_asset_type(const insights_asset *asset)
{
    return (int)insights_record_int(
        insights_asset_record(asset), INSIGHTS_ASSET_TYPE);
}

static inline insights_status insights_asset_set_type(
    insights_asset *asset,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_TYPE, value);
}

/** Name for people. */
static inline const char *insights_asset_title(const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_TITLE);
}

static inline insights_status insights_asset_set_title(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_TITLE, value);
}

/** The file's name. */
static inline const char *insights_asset_file_name(const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_FILE_NAME);
}

static inline insights_status insights_asset_set_file_name(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_FILE_NAME, value);
}

/** Its media type. */
static inline const char *insights_asset_mime_type(const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_MIME_TYPE);
}

static inline insights_status insights_asset_set_mime_type(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_MIME_TYPE, value);
}

/** Where it is, if not here. */
static inline const char *insights_asset_uri(const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_URI);
}

static inline insights_status insights_asset_set_uri(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_URI, value);
}

/** utf-8 or base64: how content is to be read. */
static inline const char *insights_asset_encoding(const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_ENCODING);
}

static inline insights_status insights_asset_set_encoding(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_ENCODING, value);
}

/** The file itself. */
static inline const char *insights_asset_content(const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_CONTENT);
}

static inline insights_status insights_asset_set_content(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_CONTENT, value);
}

/** SHA-256 of the file. */
static inline const char *insights_asset_content_hash(
    const insights_asset *asset)
{
    return insights_record_text(
        insights_asset_record(asset), INSIGHTS_ASSET_CONTENT_HASH);
}

static inline insights_status insights_asset_set_content_hash(
    insights_asset *asset,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_CONTENT_HASH, value);
}

/** Its size. */
static inline int64_t insights_asset_byte_length(const insights_asset *asset)
{
    return insights_record_int(
        insights_asset_record(asset), INSIGHTS_ASSET_BYTE_LENGTH);
}

static inline insights_status insights_asset_set_byte_length(
    insights_asset *asset,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)asset, INSIGHTS_ASSET_BYTE_LENGTH, value);
}

/* --- row ---------------------------------------------------------------- */

/** A row of an SQL statement. */
typedef struct insights_row insights_row;

/** Fields of row. */
enum {
    /** The row as an object, in the order of its columns. */
    INSIGHTS_ROW_VALUES = 0x00C80003
};

/** The record where it is of this kind, else NULL. */
static inline const insights_row *insights_row_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ROW)
        return NULL;
    return (const insights_row *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_row *insights_row_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ROW)
        return NULL;
    return (insights_row *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_row_record(
    const insights_row *row)
{
    return (const insights_record *)(const void *)row;
}

/** The row as an object, in the order of its columns. */
static inline const char *insights_row_values(const insights_row *row)
{
    return insights_record_text(insights_row_record(row), INSIGHTS_ROW_VALUES);
}

static inline insights_status insights_row_set_values(
    insights_row *row,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)row, INSIGHTS_ROW_VALUES, value);
}

/* --- finding ------------------------------------------------------------ */

/** Something that is wrong in a store. */
typedef struct insights_finding insights_finding;

/** Fields of finding. */
enum {
    /** structure, reference, hash, quote, time, tenant … */
    INSIGHTS_FINDING_CODE = 0x00C90003,
    /** The kind of the record at fault. */
    INSIGHTS_FINDING_RECORD_KIND = 0x00C90004,
    /** Its id. */
    INSIGHTS_FINDING_RECORD_ID = 0x00C90005,
    /** The conversation, where it is about one. */
    INSIGHTS_FINDING_INTERVIEW_ID = 0x00C90006,
    /** The quote at fault, as stored. */
    INSIGHTS_FINDING_QUOTE = 0x00C90007,
    /** What stands at its place. */
    INSIGHTS_FINDING_SAID = 0x00C90008,
    /** One line for people. */
    INSIGHTS_FINDING_MESSAGE = 0x00C90009
};

/** The record where it is of this kind, else NULL. */
static inline const insights_finding *insights_finding_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_FINDING)
        return NULL;
    return (const insights_finding *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_finding *insights_finding_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_FINDING)
        return NULL;
    return (insights_finding *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_finding_record(
    const insights_finding *finding)
{
    return (const insights_record *)(const void *)finding;
}

/** structure, reference, hash, quote, time, tenant … */
static inline const char *insights_finding_code(const insights_finding *finding)
{
    return insights_record_text(
        insights_finding_record(finding), INSIGHTS_FINDING_CODE);
}

static inline insights_status insights_finding_set_code(
    insights_finding *finding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)finding, INSIGHTS_FINDING_CODE, value);
}

/** The kind of the record at fault. */
static inline const char *insights_finding_record_kind(
    const insights_finding *finding)
{
    return insights_record_text(
        insights_finding_record(finding), INSIGHTS_FINDING_RECORD_KIND);
}

static inline insights_status insights_finding_set_record_kind(
    insights_finding *finding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)finding, INSIGHTS_FINDING_RECORD_KIND,
        value);
}

/** Its id. */
static inline const char *insights_finding_record_id(
    const insights_finding *finding)
{
    return insights_record_text(
        insights_finding_record(finding), INSIGHTS_FINDING_RECORD_ID);
}

static inline insights_status insights_finding_set_record_id(
    insights_finding *finding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)finding, INSIGHTS_FINDING_RECORD_ID, value);
}

/** The conversation, where it is about one. */
static inline const char *insights_finding_interview_id(
    const insights_finding *finding)
{
    return insights_record_text(
        insights_finding_record(finding), INSIGHTS_FINDING_INTERVIEW_ID);
}

static inline insights_status insights_finding_set_interview_id(
    insights_finding *finding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)finding, INSIGHTS_FINDING_INTERVIEW_ID,
        value);
}

/** The quote at fault, as stored. */
static inline const char *insights_finding_quote(
    const insights_finding *finding)
{
    return insights_record_text(
        insights_finding_record(finding), INSIGHTS_FINDING_QUOTE);
}

static inline insights_status insights_finding_set_quote(
    insights_finding *finding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)finding, INSIGHTS_FINDING_QUOTE, value);
}

/** What stands at its place. */
static inline const char *insights_finding_said(const insights_finding *finding)
{
    return insights_record_text(
        insights_finding_record(finding), INSIGHTS_FINDING_SAID);
}

static inline insights_status insights_finding_set_said(
    insights_finding *finding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)finding, INSIGHTS_FINDING_SAID, value);
}

/** One line for people. */
static inline const char *insights_finding_message(
    const insights_finding *finding)
{
    return insights_record_text(
        insights_finding_record(finding), INSIGHTS_FINDING_MESSAGE);
}

static inline insights_status insights_finding_set_message(
    insights_finding *finding,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)finding, INSIGHTS_FINDING_MESSAGE, value);
}

/* --- match -------------------------------------------------------------- */

/** Where a quote stands in a transcript. */
typedef struct insights_match insights_match;

/** Fields of match. */
enum {
    /** How it was found, or none. */
    INSIGHTS_MATCH_STATUS = 0x00CA0003,
    /** 1 for exact and normalised. */
    INSIGHTS_MATCH_SIMILARITY = 0x00CA0004,
    /** What differs: a list of {kind: negation|number|name|modality|words,
     * draft, said}. */
    INSIGHTS_MATCH_CHANGES = 0x00CA0005,
    /** Span in the canonical text, in bytes. */
    INSIGHTS_MATCH_BYTE_START = 0x00CA0006,
    /** Exclusive. */
    INSIGHTS_MATCH_BYTE_END = 0x00CA0007,
    /** In code points. */
    INSIGHTS_MATCH_CHAR_START = 0x00CA0008,
    /** Exclusive. */
    INSIGHTS_MATCH_CHAR_END = 0x00CA0009,
    /** In UTF-16 units. */
    INSIGHTS_MATCH_UTF16_START = 0x00CA000A,
    /** Exclusive. */
    INSIGHTS_MATCH_UTF16_END = 0x00CA000B,
    /** First and last turn, a list of two. */
    INSIGHTS_MATCH_TURNS = 0x00CA000C,
    /** Where it starts in the recording. */
    INSIGHTS_MATCH_START_MS = 0x00CA000D,
    /** Where it ends. */
    INSIGHTS_MATCH_END_MS = 0x00CA000E,
    /** Where these times come from. */
    INSIGHTS_MATCH_TIME_METHOD = 0x00CA000F,
    /** The transcript's own words at the span. */
    INSIGHTS_MATCH_TEXT = 0x00CA0010,
    /** Who said it. */
    INSIGHTS_MATCH_SPEAKER = 0x00CA0011,
    /** Whether a change alters the meaning: negation, number, name or modality.
     * */
    INSIGHTS_MATCH_ALTERED = 0x00CA0012,
    /** Of a quote made of several places: a list of {byte_start, byte_end,
     * speaker, start_ms, text}. */
    INSIGHTS_MATCH_PARTS = 0x00CA0013,
    /** At how many places the same words stand. */
    INSIGHTS_MATCH_OCCURRENCES = 0x00CA0014
};

/** The record where it is of this kind, else NULL. */
static inline const insights_match *insights_match_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_MATCH)
        return NULL;
    return (const insights_match *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_match *insights_match_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_MATCH)
        return NULL;
    return (insights_match *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_match_record(
    const insights_match *match)
{
    return (const insights_record *)(const void *)match;
}

/** How it was found, or none. */
static inline int insights_match_status(const insights_match *match)
{
    return (int)insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_STATUS);
}

static inline insights_status insights_match_set_status(
    insights_match *match,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_STATUS, value);
}

/** 1 for exact and normalised. */
static inline double insights_match_similarity(const insights_match *match)
{
    return insights_record_real(
        insights_match_record(match), INSIGHTS_MATCH_SIMILARITY);
}

static inline insights_status insights_match_set_similarity(
    insights_match *match,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)match, INSIGHTS_MATCH_SIMILARITY, value);
}

/** What differs: a list of {kind: negation|number|name|modality|words, draft,
 * said}. */
static inline const char *insights_match_changes(const insights_match *match)
{
    return insights_record_text(
        insights_match_record(match), INSIGHTS_MATCH_CHANGES);
}

static inline insights_status insights_match_set_changes(
    insights_match *match,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)match, INSIGHTS_MATCH_CHANGES, value);
}

/** Span in the canonical text, in bytes. */
static inline int64_t insights_match_byte_start(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_BYTE_START);
}

static inline insights_status insights_match_set_byte_start(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_BYTE_START, value);
}

/** Exclusive. */
static inline int64_t insights_match_byte_end(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_BYTE_END);
}

static inline insights_status insights_match_set_byte_end(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_BYTE_END, value);
}

/** In code points. */
static inline int64_t insights_match_char_start(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_CHAR_START);
}

static inline insights_status insights_match_set_char_start(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_CHAR_START, value);
}

/** Exclusive. */
static inline int64_t insights_match_char_end(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_CHAR_END);
}

static inline insights_status insights_match_set_char_end(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_CHAR_END, value);
}

/** In UTF-16 units. */
static inline int64_t insights_match_utf16_start(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_UTF16_START);
}

static inline insights_status insights_match_set_utf16_start(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_UTF16_START, value);
}

/** Exclusive. */
static inline int64_t insights_match_utf16_end(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_UTF16_END);
}

static inline insights_status insights_match_set_utf16_end(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_UTF16_END, value);
}

/** First and last turn, a list of two. */
static inline const char *insights_match_turns(const insights_match *match)
{
    return insights_record_text(
        insights_match_record(match), INSIGHTS_MATCH_TURNS);
}

static inline insights_status insights_match_set_turns(
    insights_match *match,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)match, INSIGHTS_MATCH_TURNS, value);
}

/** Where it starts in the recording. */
static inline int64_t insights_match_start_ms(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_START_MS);
}

static inline insights_status insights_match_set_start_ms(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_START_MS, value);
}

/** Where it ends. */
static inline int64_t insights_match_end_ms(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_END_MS);
}

static inline insights_status insights_match_set_end_ms(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_END_MS, value);
}

/** Where these times come from. */
static inline int insights_match_time_method(const insights_match *match)
{
    return (int)insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_TIME_METHOD);
}

static inline insights_status insights_match_set_time_method(
    insights_match *match,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_TIME_METHOD, value);
}

/** The transcript's own words at the span. */
static inline const char *insights_match_text(const insights_match *match)
{
    return insights_record_text(
        insights_match_record(match), INSIGHTS_MATCH_TEXT);
}

static inline insights_status insights_match_set_text(
    insights_match *match,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)match, INSIGHTS_MATCH_TEXT, value);
}

/** Who said it. */
static inline const char *insights_match_speaker(const insights_match *match)
{
    return insights_record_text(
        insights_match_record(match), INSIGHTS_MATCH_SPEAKER);
}

static inline insights_status insights_match_set_speaker(
    insights_match *match,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)match, INSIGHTS_MATCH_SPEAKER, value);
}

/** Whether a change alters the meaning: negation, number, name or modality. */
static inline int insights_match_altered(const insights_match *match)
{
    return (int)insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_ALTERED);
}

static inline insights_status insights_match_set_altered(
    insights_match *match,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_ALTERED, value);
}

/** Of a quote made of several places: a list of {byte_start, byte_end, speaker,
 * start_ms, text}. */
static inline const char *insights_match_parts(const insights_match *match)
{
    return insights_record_text(
        insights_match_record(match), INSIGHTS_MATCH_PARTS);
}

static inline insights_status insights_match_set_parts(
    insights_match *match,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)match, INSIGHTS_MATCH_PARTS, value);
}

/** At how many places the same words stand. */
static inline int64_t insights_match_occurrences(const insights_match *match)
{
    return insights_record_int(
        insights_match_record(match), INSIGHTS_MATCH_OCCURRENCES);
}

static inline insights_status insights_match_set_occurrences(
    insights_match *match,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)match, INSIGHTS_MATCH_OCCURRENCES, value);
}

/* --- verdict ------------------------------------------------------------ */

/** What a check says of one quotation of a document. */
typedef struct insights_verdict insights_verdict;

/** Fields of verdict. */
enum {
    /** The document's name. */
    INSIGHTS_VERDICT_DOCUMENT = 0x00CB0003,
    /** The line the quotation starts on, from 1. */
    INSIGHTS_VERDICT_LINE = 0x00CB0004,
    /** The quotation as the document has it. */
    INSIGHTS_VERDICT_QUOTE = 0x00CB0005,
    /** Word for word, punctuation only, altered, stitched, or nobody said this.
     * */
    INSIGHTS_VERDICT_VERDICT = 0x00CB0006,
    /** How alike the best place is. */
    INSIGHTS_VERDICT_SIMILARITY = 0x00CB0007,
    /** What differs: a list of {kind, draft, said}. */
    INSIGHTS_VERDICT_CHANGES = 0x00CB0008,
    /** Where it was said: a list of {interview_id, title, byte_start, byte_end,
     * speaker, start_ms, turn, text}. */
    INSIGHTS_VERDICT_PARTS = 0x00CB0009,
    /** For a quotation nobody said: the nearest passage, like a part; null
     * elsewhere. */
    INSIGHTS_VERDICT_NEAREST = 0x00CB000A,
    /** Whether a change alters the meaning. */
    INSIGHTS_VERDICT_ALTERED = 0x00CB000B,
    /** To whom the document gives the words, where it says so. */
    INSIGHTS_VERDICT_ATTRIBUTED = 0x00CB000C
};

/** The record where it is of this kind, else NULL. */
static inline const insights_verdict *insights_verdict_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_VERDICT)
        return NULL;
    return (const insights_verdict *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_verdict *insights_verdict_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_VERDICT)
        return NULL;
    return (insights_verdict *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_verdict_record(
    const insights_verdict *verdict)
{
    return (const insights_record *)(const void *)verdict;
}

/** The document's name. */
static inline const char *insights_verdict_document(
    const insights_verdict *verdict)
{
    return insights_record_text(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_DOCUMENT);
}

static inline insights_status insights_verdict_set_document(
    insights_verdict *verdict,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_DOCUMENT, value);
}

/** The line the quotation starts on, from 1. */
static inline int64_t insights_verdict_line(const insights_verdict *verdict)
{
    return insights_record_int(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_LINE);
}

static inline insights_status insights_verdict_set_line(
    insights_verdict *verdict,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_LINE, value);
}

/** The quotation as the document has it. */
static inline const char *insights_verdict_quote(
    const insights_verdict *verdict)
{
    return insights_record_text(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_QUOTE);
}

static inline insights_status insights_verdict_set_quote(
    insights_verdict *verdict,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_QUOTE, value);
}

/** Word for word, punctuation only, altered, stitched, or nobody said this. */
static inline int insights_verdict_verdict(const insights_verdict *verdict)
{
    return (int)insights_record_int(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_VERDICT);
}

static inline insights_status insights_verdict_set_verdict(
    insights_verdict *verdict,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_VERDICT, value);
}

/** How alike the best place is. */
static inline double insights_verdict_similarity(
    const insights_verdict *verdict)
{
    return insights_record_real(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_SIMILARITY);
}

static inline insights_status insights_verdict_set_similarity(
    insights_verdict *verdict,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_SIMILARITY, value);
}

/** What differs: a list of {kind, draft, said}. */
static inline const char *insights_verdict_changes(
    const insights_verdict *verdict)
{
    return insights_record_text(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_CHANGES);
}

static inline insights_status insights_verdict_set_changes(
    insights_verdict *verdict,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_CHANGES, value);
}

/** Where it was said: a list of {interview_id, title, byte_start, byte_end,
 * speaker, start_ms, turn, text}. */
static inline const char *insights_verdict_parts(
    const insights_verdict *verdict)
{
    return insights_record_text(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_PARTS);
}

static inline insights_status insights_verdict_set_parts(
    insights_verdict *verdict,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_PARTS, value);
}

/** For a quotation nobody said: the nearest passage, like a part; null
 * elsewhere. */
static inline const char *insights_verdict_nearest(
    const insights_verdict *verdict)
{
    return insights_record_text(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_NEAREST);
}

static inline insights_status insights_verdict_set_nearest(
    insights_verdict *verdict,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_NEAREST, value);
}

/** Whether a change alters the meaning. */
static inline int insights_verdict_altered(const insights_verdict *verdict)
{
    return (int)insights_record_int(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_ALTERED);
}

static inline insights_status insights_verdict_set_altered(
    insights_verdict *verdict,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_ALTERED, value);
}

/** To whom the document gives the words, where it says so. */
static inline const char *insights_verdict_attributed(
    const insights_verdict *verdict)
{
    return insights_record_text(
        insights_verdict_record(verdict), INSIGHTS_VERDICT_ATTRIBUTED);
}

static inline insights_status insights_verdict_set_attributed(
    insights_verdict *verdict,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)verdict, INSIGHTS_VERDICT_ATTRIBUTED, value);
}

/* --- outline ------------------------------------------------------------ */

/** A question that was asked, and the answer that followed. */
typedef struct insights_outline insights_outline;

/** Fields of outline. */
enum {
    /** The conversation. */
    INSIGHTS_OUTLINE_INTERVIEW_ID = 0x00CC0003,
    /** The turn that asks. */
    INSIGHTS_OUTLINE_QUESTION_TURN = 0x00CC0004,
    /** What was asked, verbatim. */
    INSIGHTS_OUTLINE_QUESTION_TEXT = 0x00CC0005,
    /** When. */
    INSIGHTS_OUTLINE_QUESTION_START_MS = 0x00CC0006,
    /** By whom. */
    INSIGHTS_OUTLINE_QUESTION_SPEAKER = 0x00CC0007,
    /** The first turn of the answer; null where nobody answered. */
    INSIGHTS_OUTLINE_ANSWER_FIRST_TURN = 0x00CC0008,
    /** The last turn of the answer. */
    INSIGHTS_OUTLINE_ANSWER_LAST_TURN = 0x00CC0009,
    /** How long the answer is. */
    INSIGHTS_OUTLINE_ANSWER_WORDS = 0x00CC000A,
    /** When it starts. */
    INSIGHTS_OUTLINE_ANSWER_START_MS = 0x00CC000B,
    /** When it ends. */
    INSIGHTS_OUTLINE_ANSWER_END_MS = 0x00CC000C,
    /** Who answers first. */
    INSIGHTS_OUTLINE_ANSWER_SPEAKER = 0x00CC000D,
    /** How the answer begins, verbatim. */
    INSIGHTS_OUTLINE_ANSWER_TEXT = 0x00CC000E,
    /** The question's span in the canonical text. */
    INSIGHTS_OUTLINE_BYTE_START = 0x00CC000F,
    /** Exclusive. */
    INSIGHTS_OUTLINE_BYTE_END = 0x00CC0010
};

/** The record where it is of this kind, else NULL. */
static inline const insights_outline *insights_outline_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_OUTLINE)
        return NULL;
    return (const insights_outline *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_outline *insights_outline_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_OUTLINE)
        return NULL;
    return (insights_outline *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_outline_record(
    const insights_outline *outline)
{
    return (const insights_record *)(const void *)outline;
}

/** The conversation. */
static inline const char *insights_outline_interview_id(
    const insights_outline *outline)
{
    return insights_record_text(
        insights_outline_record(outline), INSIGHTS_OUTLINE_INTERVIEW_ID);
}

static inline insights_status insights_outline_set_interview_id(
    insights_outline *outline,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_INTERVIEW_ID,
        value);
}

/** The turn that asks. */
static inline int64_t insights_outline_question_turn(
    const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_QUESTION_TURN);
}

static inline insights_status insights_outline_set_question_turn(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_QUESTION_TURN,
        value);
}

/** What was asked, verbatim. */
static inline const char *insights_outline_question_text(
    const insights_outline *outline)
{
    return insights_record_text(
        insights_outline_record(outline), INSIGHTS_OUTLINE_QUESTION_TEXT);
}

static inline insights_status insights_outline_set_question_text(
    insights_outline *outline,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_QUESTION_TEXT,
        value);
}

/** When. */
static inline int64_t insights_outline_question_start_ms(
    const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_QUESTION_START_MS);
}

static inline insights_status insights_outline_set_question_start_ms(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_QUESTION_START_MS,
        value);
}

/** By whom. */
static inline const char *insights_outline_question_speaker(
    const insights_outline *outline)
{
    return insights_record_text(
        insights_outline_record(outline), INSIGHTS_OUTLINE_QUESTION_SPEAKER);
}

static inline insights_status insights_outline_set_question_speaker(
    insights_outline *outline,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_QUESTION_SPEAKER,
        value);
}

/** The first turn of the answer; null where nobody answered. */
static inline int64_t insights_outline_answer_first_turn(
    const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_ANSWER_FIRST_TURN);
}

static inline insights_status insights_outline_set_answer_first_turn(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_ANSWER_FIRST_TURN,
        value);
}

/** The last turn of the answer. */
static inline int64_t insights_outline_answer_last_turn(
    const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_ANSWER_LAST_TURN);
}

static inline insights_status insights_outline_set_answer_last_turn(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_ANSWER_LAST_TURN,
        value);
}

/** How long the answer is. */
static inline int64_t insights_outline_answer_words(
    const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_ANSWER_WORDS);
}

static inline insights_status insights_outline_set_answer_words(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_ANSWER_WORDS,
        value);
}

/** When it starts. */
static inline int64_t insights_outline_answer_start_ms(
    const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_ANSWER_START_MS);
}

static inline insights_status insights_outline_set_answer_start_ms(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_ANSWER_START_MS,
        value);
}

/** When it ends. */
static inline int64_t insights_outline_answer_end_ms(
    const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_ANSWER_END_MS);
}

static inline insights_status insights_outline_set_answer_end_ms(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_ANSWER_END_MS,
        value);
}

/** Who answers first. */
static inline const char *insights_outline_answer_speaker(
    const insights_outline *outline)
{
    return insights_record_text(
        insights_outline_record(outline), INSIGHTS_OUTLINE_ANSWER_SPEAKER);
}

static inline insights_status insights_outline_set_answer_speaker(
    insights_outline *outline,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_ANSWER_SPEAKER,
        value);
}

/** How the answer begins, verbatim. */
static inline const char *insights_outline_answer_text(
    const insights_outline *outline)
{
    return insights_record_text(
        insights_outline_record(outline), INSIGHTS_OUTLINE_ANSWER_TEXT);
}

static inline insights_status insights_outline_set_answer_text(
    insights_outline *outline,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_ANSWER_TEXT,
        value);
}

/** The question's span in the canonical text. */
static inline int64_t insights_outline_byte_start(
    const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_BYTE_START);
}

static inline insights_status insights_outline_set_byte_start(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_BYTE_START, value);
}

/** Exclusive. */
static inline int64_t insights_outline_byte_end(const insights_outline *outline)
{
    return insights_record_int(
        insights_outline_record(outline), INSIGHTS_OUTLINE_BYTE_END);
}

static inline insights_status insights_outline_set_byte_end(
    insights_outline *outline,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)outline, INSIGHTS_OUTLINE_BYTE_END, value);
}

/* --- passage ------------------------------------------------------------ */

/** A place that matches a query, or that answers a question of the guide. */
typedef struct insights_passage insights_passage;

/** Fields of passage. */
enum {
    /** From 1. */
    INSIGHTS_PASSAGE_RANK = 0x00CD0003,
    /** Higher is better; comparable within one query only. */
    INSIGHTS_PASSAGE_SCORE = 0x00CD0004,
    /** The conversation. */
    INSIGHTS_PASSAGE_INTERVIEW_ID = 0x00CD0005,
    /** Its title. */
    INSIGHTS_PASSAGE_TITLE = 0x00CD0006,
    /** The turn it starts in. */
    INSIGHTS_PASSAGE_TURN_INDEX = 0x00CD0007,
    /** The turn it ends in. */
    INSIGHTS_PASSAGE_LAST_TURN = 0x00CD0008,
    /** Span in the canonical text, in bytes. */
    INSIGHTS_PASSAGE_BYTE_START = 0x00CD0009,
    /** Exclusive. */
    INSIGHTS_PASSAGE_BYTE_END = 0x00CD000A,
    /** The words, verbatim. */
    INSIGHTS_PASSAGE_TEXT = 0x00CD000B,
    /** Who says them. */
    INSIGHTS_PASSAGE_SPEAKER = 0x00CD000C,
    /** When. */
    INSIGHTS_PASSAGE_START_MS = 0x00CD000D,
    /** Until when. */
    INSIGHTS_PASSAGE_END_MS = 0x00CD000E,
    /** The number of the question of the guide it may answer. */
    INSIGHTS_PASSAGE_QUESTION = 0x00CD000F,
    /** That question. */
    INSIGHTS_PASSAGE_QUESTION_TEXT = 0x00CD0010,
    /** The evidence, when evidence was searched. */
    INSIGHTS_PASSAGE_EVIDENCE_ID = 0x00CD0011,
    /** The turn that asked it, where one did. */
    INSIGHTS_PASSAGE_ASKED_TURN = 0x00CD0012,
    /** What that turn asked, verbatim. */
    INSIGHTS_PASSAGE_ASKED_TEXT = 0x00CD0013
};

/** The record where it is of this kind, else NULL. */
static inline const insights_passage *insights_passage_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PASSAGE)
        return NULL;
    return (const insights_passage *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_passage *insights_passage_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PASSAGE)
        return NULL;
    return (insights_passage *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_passage_record(
    const insights_passage *passage)
{
    return (const insights_record *)(const void *)passage;
}

/** From 1. */
static inline int64_t insights_passage_rank(const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_RANK);
}

static inline insights_status insights_passage_set_rank(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_RANK, value);
}

/** Higher is better; comparable within one query only. */
static inline double insights_passage_score(const insights_passage *passage)
{
    return insights_record_real(
        insights_passage_record(passage), INSIGHTS_PASSAGE_SCORE);
}

static inline insights_status insights_passage_set_score(
    insights_passage *passage,
    double value)
{
    return insights_record_set_real(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_SCORE, value);
}

/** The conversation. */
static inline const char *insights_passage_interview_id(
    const insights_passage *passage)
{
    return insights_record_text(
        insights_passage_record(passage), INSIGHTS_PASSAGE_INTERVIEW_ID);
}

static inline insights_status insights_passage_set_interview_id(
    insights_passage *passage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_INTERVIEW_ID,
        value);
}

/** Its title. */
static inline const char *insights_passage_title(
    const insights_passage *passage)
{
    return insights_record_text(
        insights_passage_record(passage), INSIGHTS_PASSAGE_TITLE);
}

static inline insights_status insights_passage_set_title(
    insights_passage *passage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_TITLE, value);
}

/** The turn it starts in. */
static inline int64_t insights_passage_turn_index(
    const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_TURN_INDEX);
}

static inline insights_status insights_passage_set_turn_index(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_TURN_INDEX, value);
}

/** The turn it ends in. */
static inline int64_t insights_passage_last_turn(
    const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_LAST_TURN);
}

static inline insights_status insights_passage_set_last_turn(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_LAST_TURN, value);
}

/** Span in the canonical text, in bytes. */
static inline int64_t insights_passage_byte_start(
    const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_BYTE_START);
}

static inline insights_status insights_passage_set_byte_start(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_BYTE_START, value);
}

/** Exclusive. */
static inline int64_t insights_passage_byte_end(const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_BYTE_END);
}

static inline insights_status insights_passage_set_byte_end(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_BYTE_END, value);
}

/** The words, verbatim. */
static inline const char *insights_passage_text(const insights_passage *passage)
{
    return insights_record_text(
        insights_passage_record(passage), INSIGHTS_PASSAGE_TEXT);
}

static inline insights_status insights_passage_set_text(
    insights_passage *passage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_TEXT, value);
}

/** Who says them. */
static inline const char *insights_passage_speaker(
    const insights_passage *passage)
{
    return insights_record_text(
        insights_passage_record(passage), INSIGHTS_PASSAGE_SPEAKER);
}

static inline insights_status insights_passage_set_speaker(
    insights_passage *passage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_SPEAKER, value);
}

/** When. */
static inline int64_t insights_passage_start_ms(const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_START_MS);
}

static inline insights_status insights_passage_set_start_ms(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_START_MS, value);
}

/** Until when. */
static inline int64_t insights_passage_end_ms(const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_END_MS);
}

static inline insights_status insights_passage_set_end_ms(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_END_MS, value);
}

/** The number of the question of the guide it may answer. */
static inline int64_t insights_passage_question(const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_QUESTION);
}

static inline insights_status insights_passage_set_question(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_QUESTION, value);
}

/** That question. */
static inline const char *insights_passage_question_text(
    const insights_passage *passage)
{
    return insights_record_text(
        insights_passage_record(passage), INSIGHTS_PASSAGE_QUESTION_TEXT);
}

static inline insights_status insights_passage_set_question_text(
    insights_passage *passage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_QUESTION_TEXT,
        value);
}

/** The evidence, when evidence was searched. */
static inline const char *insights_passage_evidence_id(
    const insights_passage *passage)
{
    return insights_record_text(
        insights_passage_record(passage), INSIGHTS_PASSAGE_EVIDENCE_ID);
}

static inline insights_status insights_passage_set_evidence_id(
    insights_passage *passage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_EVIDENCE_ID,
        value);
}

/** The turn that asked it, where one did. */
static inline int64_t insights_passage_asked_turn(
    const insights_passage *passage)
{
    return insights_record_int(
        insights_passage_record(passage), INSIGHTS_PASSAGE_ASKED_TURN);
}

static inline insights_status insights_passage_set_asked_turn(
    insights_passage *passage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_ASKED_TURN, value);
}

/** What that turn asked, verbatim. */
static inline const char *insights_passage_asked_text(
    const insights_passage *passage)
{
    return insights_record_text(
        insights_passage_record(passage), INSIGHTS_PASSAGE_ASKED_TEXT);
}

static inline insights_status insights_passage_set_asked_text(
    insights_passage *passage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)passage, INSIGHTS_PASSAGE_ASKED_TEXT, value);
}

/* --- keyword ------------------------------------------------------------ */

/** A word in its context: one line of a concordance. */
typedef struct insights_keyword insights_keyword;

/** Fields of keyword. */
enum {
    /** The conversation. */
    INSIGHTS_KEYWORD_INTERVIEW_ID = 0x00CE0003,
    /** Its title. */
    INSIGHTS_KEYWORD_TITLE = 0x00CE0004,
    /** The turn. */
    INSIGHTS_KEYWORD_TURN_INDEX = 0x00CE0005,
    /** Who says it. */
    INSIGHTS_KEYWORD_SPEAKER = 0x00CE0006,
    /** When the turn starts. */
    INSIGHTS_KEYWORD_START_MS = 0x00CE0007,
    /** The words before. */
    INSIGHTS_KEYWORD_BEFORE = 0x00CE0008,
    /** The words that were looked for, as said. */
    INSIGHTS_KEYWORD_TEXT = 0x00CE0009,
    /** The words after. */
    INSIGHTS_KEYWORD_AFTER = 0x00CE000A,
    /** Span in the canonical text, in bytes. */
    INSIGHTS_KEYWORD_BYTE_START = 0x00CE000B,
    /** Exclusive. */
    INSIGHTS_KEYWORD_BYTE_END = 0x00CE000C
};

/** The record where it is of this kind, else NULL. */
static inline const insights_keyword *insights_keyword_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_KEYWORD)
        return NULL;
    return (const insights_keyword *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_keyword *insights_keyword_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_KEYWORD)
        return NULL;
    return (insights_keyword *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_keyword_record(
    const insights_keyword *keyword)
{
    return (const insights_record *)(const void *)keyword;
}

/** The conversation. */
static inline const char *insights_keyword_interview_id(
    const insights_keyword *keyword)
{
    return insights_record_text(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_INTERVIEW_ID);
}

static inline insights_status insights_keyword_set_interview_id(
    insights_keyword *keyword,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_INTERVIEW_ID,
        value);
}

/** Its title. */
static inline const char *insights_keyword_title(
    const insights_keyword *keyword)
{
    return insights_record_text(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_TITLE);
}

static inline insights_status insights_keyword_set_title(
    insights_keyword *keyword,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_TITLE, value);
}

/** The turn. */
static inline int64_t insights_keyword_turn_index(
    const insights_keyword *keyword)
{
    return insights_record_int(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_TURN_INDEX);
}

static inline insights_status insights_keyword_set_turn_index(
    insights_keyword *keyword,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_TURN_INDEX, value);
}

/** Who says it. */
static inline const char *insights_keyword_speaker(
    const insights_keyword *keyword)
{
    return insights_record_text(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_SPEAKER);
}

static inline insights_status insights_keyword_set_speaker(
    insights_keyword *keyword,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_SPEAKER, value);
}

/** When the turn starts. */
static inline int64_t insights_keyword_start_ms(const insights_keyword *keyword)
{
    return insights_record_int(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_START_MS);
}

static inline insights_status insights_keyword_set_start_ms(
    insights_keyword *keyword,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_START_MS, value);
}

/** The words before. */
static inline const char *insights_keyword_before(
    const insights_keyword *keyword)
{
    return insights_record_text(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_BEFORE);
}

static inline insights_status insights_keyword_set_before(
    insights_keyword *keyword,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_BEFORE, value);
}

/** The words that were looked for, as said. */
static inline const char *insights_keyword_text(const insights_keyword *keyword)
{
    return insights_record_text(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_TEXT);
}

static inline insights_status insights_keyword_set_text(
    insights_keyword *keyword,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_TEXT, value);
}

/** The words after. */
static inline const char *insights_keyword_after(
    const insights_keyword *keyword)
{
    return insights_record_text(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_AFTER);
}

static inline insights_status insights_keyword_set_after(
    insights_keyword *keyword,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_AFTER, value);
}

/** Span in the canonical text, in bytes. */
static inline int64_t insights_keyword_byte_start(
    const insights_keyword *keyword)
{
    return insights_record_int(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_BYTE_START);
}

static inline insights_status insights_keyword_set_byte_start(
    insights_keyword *keyword,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_BYTE_START, value);
}

/** Exclusive. */
static inline int64_t insights_keyword_byte_end(const insights_keyword *keyword)
{
    return insights_record_int(
        insights_keyword_record(keyword), INSIGHTS_KEYWORD_BYTE_END);
}

static inline insights_status insights_keyword_set_byte_end(
    insights_keyword *keyword,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)keyword, INSIGHTS_KEYWORD_BYTE_END, value);
}

/* --- phrase ------------------------------------------------------------- */

/** Words that several people share. */
typedef struct insights_phrase insights_phrase;

/** Fields of phrase. */
enum {
    /** The phrase in its most frequent form. */
    INSIGHTS_PHRASE_TEXT = 0x00CF0003,
    /** How many speakers use it. */
    INSIGHTS_PHRASE_PEOPLE = 0x00CF0004,
    /** How many speakers there are. */
    INSIGHTS_PHRASE_OF = 0x00CF0005,
    /** In how many conversations. */
    INSIGHTS_PHRASE_INTERVIEWS = 0x00CF0006,
    /** How often. */
    INSIGHTS_PHRASE_COUNT = 0x00CF0007,
    /** A list of {interview_id, title, turn_index, speaker, start_ms,
     * byte_start, byte_end, text}, one per speaker. */
    INSIGHTS_PHRASE_EXAMPLES = 0x00CF0008
};

/** The record where it is of this kind, else NULL. */
static inline const insights_phrase *insights_phrase_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PHRASE)
        return NULL;
    return (const insights_phrase *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_phrase *insights_phrase_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_PHRASE)
        return NULL;
    return (insights_phrase *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_phrase_record(
    const insights_phrase *phrase)
{
    return (const insights_record *)(const void *)phrase;
}

/** The phrase in its most frequent form. */
static inline const char *insights_phrase_text(const insights_phrase *phrase)
{
    return insights_record_text(
        insights_phrase_record(phrase), INSIGHTS_PHRASE_TEXT);
}

static inline insights_status insights_phrase_set_text(
    insights_phrase *phrase,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)phrase, INSIGHTS_PHRASE_TEXT, value);
}

/** How many speakers use it. */
static inline int64_t insights_phrase_people(const insights_phrase *phrase)
{
    return insights_record_int(
        insights_phrase_record(phrase), INSIGHTS_PHRASE_PEOPLE);
}

static inline insights_status insights_phrase_set_people(
    insights_phrase *phrase,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)phrase, INSIGHTS_PHRASE_PEOPLE, value);
}

/** How many speakers there are. */
static inline int64_t insights_phrase_of(const insights_phrase *phrase)
{
    return insights_record_int(
        insights_phrase_record(phrase), INSIGHTS_PHRASE_OF);
}

static inline insights_status insights_phrase_set_of(
    insights_phrase *phrase,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)phrase, INSIGHTS_PHRASE_OF, value);
}

/** In how many conversations. */
static inline int64_t insights_phrase_interviews(const insights_phrase *phrase)
{
    return insights_record_int(
        insights_phrase_record(phrase), INSIGHTS_PHRASE_INTERVIEWS);
}

static inline insights_status insights_phrase_set_interviews(
    insights_phrase *phrase,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)phrase, INSIGHTS_PHRASE_INTERVIEWS, value);
}

/** How often. */
static inline int64_t insights_phrase_count(const insights_phrase *phrase)
{
    return insights_record_int(
        insights_phrase_record(phrase), INSIGHTS_PHRASE_COUNT);
}

static inline insights_status insights_phrase_set_count(
    insights_phrase *phrase,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)phrase, INSIGHTS_PHRASE_COUNT, value);
}

/** A list of {interview_id, title, turn_index, speaker, start_ms, byte_start,
 * byte_end, text}, one per speaker. */
static inline const char *insights_phrase_examples(
    const insights_phrase *phrase)
{
    return insights_record_text(
        insights_phrase_record(phrase), INSIGHTS_PHRASE_EXAMPLES);
}

static inline insights_status insights_phrase_set_examples(
    insights_phrase *phrase,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)phrase, INSIGHTS_PHRASE_EXAMPLES, value);
}

/* --- imported ----------------------------------------------------------- */

/** What an import did. */
typedef struct insights_imported insights_imported;

/** Fields of imported. */
enum {
    /** The file, as it was named. */
    INSIGHTS_IMPORTED_FILE = 0x00D00003,
    /** The conversation. */
    INSIGHTS_IMPORTED_INTERVIEW_ID = 0x00D00004,
    /** Its title. */
    INSIGHTS_IMPORTED_TITLE = 0x00D00005,
    /** The format it was read as. */
    INSIGHTS_IMPORTED_FORMAT = 0x00D00006,
    /** How many turns. */
    INSIGHTS_IMPORTED_TURNS = 0x00D00007,
    /** The speakers' labels in order of appearance. */
    INSIGHTS_IMPORTED_SPEAKERS = 0x00D00008,
    /** End of the last turn. */
    INSIGHTS_IMPORTED_DURATION_MS = 0x00D00009,
    /** Whether the same file was here before; then nothing was changed. */
    INSIGHTS_IMPORTED_ALREADY_IMPORTED = 0x00D0000A,
    /** What could not be taken as it stood, a list of texts. */
    INSIGHTS_IMPORTED_WARNINGS = 0x00D0000B,
    /** How many words. */
    INSIGHTS_IMPORTED_WORDS = 0x00D0000C,
    /** A conversation here that is nearly the same, or null. */
    INSIGHTS_IMPORTED_SIMILAR_TO = 0x00D0000D
};

/** The record where it is of this kind, else NULL. */
static inline const insights_imported *insights_imported_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_IMPORTED)
        return NULL;
    return (const insights_imported *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_imported *insights_imported_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_IMPORTED)
        return NULL;
    return (insights_imported *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_imported_record(
    const insights_imported *imported)
{
    return (const insights_record *)(const void *)imported;
}

/** The file, as it was named. */
static inline const char *insights_imported_file(
    const insights_imported *imported)
{
    return insights_record_text(
        insights_imported_record(imported), INSIGHTS_IMPORTED_FILE);
}

static inline insights_status insights_imported_set_file(
    insights_imported *imported,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_FILE, value);
}

/** The conversation. */
static inline const char *insights_imported_interview_id(
    const insights_imported *imported)
{
    return insights_record_text(
        insights_imported_record(imported), INSIGHTS_IMPORTED_INTERVIEW_ID);
}

static inline insights_status insights_imported_set_interview_id(
    insights_imported *imported,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_INTERVIEW_ID,
        value);
}

/** Its title. */
static inline const char *insights_imported_title(
    const insights_imported *imported)
{
    return insights_record_text(
        insights_imported_record(imported), INSIGHTS_IMPORTED_TITLE);
}

static inline insights_status insights_imported_set_title(
    insights_imported *imported,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_TITLE, value);
}

/** The format it was read as. */
static inline const char *insights_imported_format(
    const insights_imported *imported)
{
    return insights_record_text(
        insights_imported_record(imported), INSIGHTS_IMPORTED_FORMAT);
}

static inline insights_status insights_imported_set_format(
    insights_imported *imported,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_FORMAT, value);
}

/** How many turns. */
static inline int64_t insights_imported_turns(const insights_imported *imported)
{
    return insights_record_int(
        insights_imported_record(imported), INSIGHTS_IMPORTED_TURNS);
}

static inline insights_status insights_imported_set_turns(
    insights_imported *imported,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_TURNS, value);
}

/** The speakers' labels in order of appearance. */
static inline const char *insights_imported_speakers(
    const insights_imported *imported)
{
    return insights_record_text(
        insights_imported_record(imported), INSIGHTS_IMPORTED_SPEAKERS);
}

static inline insights_status insights_imported_set_speakers(
    insights_imported *imported,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_SPEAKERS, value);
}

/** End of the last turn. */
static inline int64_t insights_imported_duration_ms(
    const insights_imported *imported)
{
    return insights_record_int(
        insights_imported_record(imported), INSIGHTS_IMPORTED_DURATION_MS);
}

static inline insights_status insights_imported_set_duration_ms(
    insights_imported *imported,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_DURATION_MS,
        value);
}

/** Whether the same file was here before; then nothing was changed. */
static inline int insights_imported_already_imported(
    const insights_imported *imported)
{
    return (int)insights_record_int(
        insights_imported_record(imported), INSIGHTS_IMPORTED_ALREADY_IMPORTED);
}

static inline insights_status insights_imported_set_already_imported(
    insights_imported *imported,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_ALREADY_IMPORTED,
        value);
}

/** What could not be taken as it stood, a list of texts. */
static inline const char *insights_imported_warnings(
    const insights_imported *imported)
{
    return insights_record_text(
        insights_imported_record(imported), INSIGHTS_IMPORTED_WARNINGS);
}

static inline insights_status insights_imported_set_warnings(
    insights_imported *imported,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_WARNINGS, value);
}

/** How many words. */
static inline int64_t insights_imported_words(const insights_imported *imported)
{
    return insights_record_int(
        insights_imported_record(imported), INSIGHTS_IMPORTED_WORDS);
}

static inline insights_status insights_imported_set_words(
    insights_imported *imported,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_WORDS, value);
}

/** A conversation here that is nearly the same, or null. */
static inline const char *insights_imported_similar_to(
    const insights_imported *imported)
{
    return insights_record_text(
        insights_imported_record(imported), INSIGHTS_IMPORTED_SIMILAR_TO);
}

static inline insights_status insights_imported_set_similar_to(
    insights_imported *imported,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)imported, INSIGHTS_IMPORTED_SIMILAR_TO,
        value);
}

/* --- quotation ---------------------------------------------------------- */

/** Evidence as people read it: the words, who said them, and the codes on them.
 * */
typedef struct insights_quotation insights_quotation;

/** Fields of quotation. */
enum {
    /** The evidence. */
    INSIGHTS_QUOTATION_EVIDENCE_ID = 0x00D10003,
    /** The conversation. */
    INSIGHTS_QUOTATION_INTERVIEW_ID = 0x00D10004,
    /** Its title. */
    INSIGHTS_QUOTATION_TITLE = 0x00D10005,
    /** The words, verbatim. */
    INSIGHTS_QUOTATION_QUOTE = 0x00D10006,
    /** A list of {id, code, kind, quote, actor, standing}. */
    INSIGHTS_QUOTATION_CODINGS = 0x00D10007,
    /** The speaker's label. */
    INSIGHTS_QUOTATION_SPEAKER = 0x00D10008,
    /** The person's name, where known. */
    INSIGHTS_QUOTATION_PERSON = 0x00D10009,
    /** The turn it starts in. */
    INSIGHTS_QUOTATION_FIRST_TURN = 0x00D1000A,
    /** The turn it ends in. */
    INSIGHTS_QUOTATION_LAST_TURN = 0x00D1000B,
    /** Span in the canonical text, in bytes. */
    INSIGHTS_QUOTATION_BYTE_START = 0x00D1000C,
    /** Exclusive. */
    INSIGHTS_QUOTATION_BYTE_END = 0x00D1000D,
    /** When it starts. */
    INSIGHTS_QUOTATION_START_MS = 0x00D1000E,
    /** When it ends. */
    INSIGHTS_QUOTATION_END_MS = 0x00D1000F,
    /** Where these times come from. */
    INSIGHTS_QUOTATION_TIME_METHOD = 0x00D10010,
    /** How it was found. */
    INSIGHTS_QUOTATION_GROUNDING = 0x00D10011,
    /** At most twelve words. */
    INSIGHTS_QUOTATION_GIST = 0x00D10012,
    /** The surrounding thought, verbatim. */
    INSIGHTS_QUOTATION_CHUNK = 0x00D10013,
    /** Whether it is something that was asked. */
    INSIGHTS_QUOTATION_IS_QUESTION = 0x00D10014,
    /** Why a person should look at it again. */
    INSIGHTS_QUOTATION_REVIEW = 0x00D10015,
    /** The revision its offsets refer to. */
    INSIGHTS_QUOTATION_TRANSCRIPT_ID = 0x00D10016
};

/** The record where it is of this kind, else NULL. */
static inline const insights_quotation *insights_quotation_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_QUOTATION)
        return NULL;
    return (const insights_quotation *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_quotation *insights_quotation_edit(
    insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_QUOTATION)
        return NULL;
    return (insights_quotation *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_quotation_record(
    const insights_quotation *quotation)
{
    return (const insights_record *)(const void *)quotation;
}

/** The evidence. */
static inline const char *insights_quotation_evidence_id(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_EVIDENCE_ID);
}

static inline insights_status insights_quotation_set_evidence_id(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_EVIDENCE_ID,
        value);
}

/** The conversation. */
static inline const char *insights_quotation_interview_id(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_INTERVIEW_ID);
}

static inline insights_status insights_quotation_set_interview_id(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_INTERVIEW_ID,
        value);
}

/** Its title. */
static inline const char *insights_quotation_title(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_TITLE);
}

static inline insights_status insights_quotation_set_title(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_TITLE, value);
}

/** The words, verbatim. */
static inline const char *insights_quotation_quote(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_QUOTE);
}

static inline insights_status insights_quotation_set_quote(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_QUOTE, value);
}

/** A list of {id, code, kind, quote, actor, standing}. */
static inline const char *insights_quotation_codings(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_CODINGS);
}

static inline insights_status insights_quotation_set_codings(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_CODINGS,
        value);
}

/** The speaker's label. */
static inline const char *insights_quotation_speaker(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_SPEAKER);
}

static inline insights_status insights_quotation_set_speaker(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_SPEAKER,
        value);
}

/** The person's name, where known. */
static inline const char *insights_quotation_person(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_PERSON);
}

static inline insights_status insights_quotation_set_person(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_PERSON, value);
}

/** The turn it starts in. */
static inline int64_t insights_quotation_first_turn(
    const insights_quotation *quotation)
{
    return insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_FIRST_TURN);
}

static inline insights_status insights_quotation_set_first_turn(
    insights_quotation *quotation,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_FIRST_TURN,
        value);
}

/** The turn it ends in. */
static inline int64_t insights_quotation_last_turn(
    const insights_quotation *quotation)
{
    return insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_LAST_TURN);
}

static inline insights_status insights_quotation_set_last_turn(
    insights_quotation *quotation,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_LAST_TURN,
        value);
}

/** Span in the canonical text, in bytes. */
static inline int64_t insights_quotation_byte_start(
    const insights_quotation *quotation)
{
    return insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_BYTE_START);
}

static inline insights_status insights_quotation_set_byte_start(
    insights_quotation *quotation,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_BYTE_START,
        value);
}

/** Exclusive. */
static inline int64_t insights_quotation_byte_end(
    const insights_quotation *quotation)
{
    return insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_BYTE_END);
}

static inline insights_status insights_quotation_set_byte_end(
    insights_quotation *quotation,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_BYTE_END,
        value);
}

/** When it starts. */
static inline int64_t insights_quotation_start_ms(
    const insights_quotation *quotation)
{
    return insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_START_MS);
}

static inline insights_status insights_quotation_set_start_ms(
    insights_quotation *quotation,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_START_MS,
        value);
}

/** When it ends. */
static inline int64_t insights_quotation_end_ms(
    const insights_quotation *quotation)
{
    return insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_END_MS);
}

static inline insights_status insights_quotation_set_end_ms(
    insights_quotation *quotation,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_END_MS, value);
}

/** Where these times come from. */
static inline int insights_quotation_time_method(
    const insights_quotation *quotation)
{
    return (int)insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_TIME_METHOD);
}

static inline insights_status insights_quotation_set_time_method(
    insights_quotation *quotation,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_TIME_METHOD,
        value);
}

/** How it was found. */
static inline int insights_quotation_grounding(
    const insights_quotation *quotation)
{
    return (int)insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_GROUNDING);
}

static inline insights_status insights_quotation_set_grounding(
    insights_quotation *quotation,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_GROUNDING,
        value);
}

/** At most twelve words. */
static inline const char *insights_quotation_gist(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_GIST);
}

static inline insights_status insights_quotation_set_gist(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_GIST, value);
}

/** The surrounding thought, verbatim. */
static inline const char *insights_quotation_chunk(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_CHUNK);
}

static inline insights_status insights_quotation_set_chunk(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_CHUNK, value);
}

/** Whether it is something that was asked. */
static inline int insights_quotation_is_question(
    const insights_quotation *quotation)
{
    return (int)insights_record_int(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_IS_QUESTION);
}

static inline insights_status insights_quotation_set_is_question(
    insights_quotation *quotation,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_IS_QUESTION,
        value);
}

/** Why a person should look at it again. */
static inline const char *insights_quotation_review(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_REVIEW);
}

static inline insights_status insights_quotation_set_review(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_REVIEW, value);
}

/** The revision its offsets refer to. */
static inline const char *insights_quotation_transcript_id(
    const insights_quotation *quotation)
{
    return insights_record_text(
        insights_quotation_record(quotation), INSIGHTS_QUOTATION_TRANSCRIPT_ID);
}

static inline insights_status insights_quotation_set_transcript_id(
    insights_quotation *quotation,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)quotation, INSIGHTS_QUOTATION_TRANSCRIPT_ID,
        value);
}

/* --- review_item -------------------------------------------------------- */

/** Something that waits for a person's decision. */
typedef struct insights_review_item insights_review_item;

/** Fields of review_item. */
enum {
    /** coding, evidence or participant. */
    INSIGHTS_REVIEW_ITEM_ITEM_KIND = 0x00D20003,
    /** Its id. */
    INSIGHTS_REVIEW_ITEM_ITEM_ID = 0x00D20004,
    /** suggested, or why it came back. */
    INSIGHTS_REVIEW_ITEM_WHY = 0x00D20005,
    /** The conversation. */
    INSIGHTS_REVIEW_ITEM_INTERVIEW_ID = 0x00D20006,
    /** Its title. */
    INSIGHTS_REVIEW_ITEM_TITLE = 0x00D20007,
    /** The code that is suggested. */
    INSIGHTS_REVIEW_ITEM_CODE = 0x00D20008,
    /** The words, verbatim. */
    INSIGHTS_REVIEW_ITEM_QUOTE = 0x00D20009,
    /** The words inside them that the suggestion rests on. */
    INSIGHTS_REVIEW_ITEM_CUE = 0x00D2000A,
    /** Who says them. */
    INSIGHTS_REVIEW_ITEM_SPEAKER = 0x00D2000B,
    /** When. */
    INSIGHTS_REVIEW_ITEM_START_MS = 0x00D2000C,
    /** The turn. */
    INSIGHTS_REVIEW_ITEM_TURN = 0x00D2000D,
    /** Who suggested it. */
    INSIGHTS_REVIEW_ITEM_ACTOR = 0x00D2000E,
    /** The evidence. */
    INSIGHTS_REVIEW_ITEM_EVIDENCE_ID = 0x00D2000F
};

/** The record where it is of this kind, else NULL. */
static inline const insights_review_item *insights_review_item_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_REVIEW_ITEM)
        return NULL;
    return (const insights_review_item *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_review_item *insights_review_item_edit(
    insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_REVIEW_ITEM)
        return NULL;
    return (insights_review_item *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_review_item_record(
    const insights_review_item *review_item)
{
    return (const insights_record *)(const void *)review_item;
}

/** coding, evidence or participant. */
static inline const char *insights_review_item_item_kind(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item),
        INSIGHTS_REVIEW_ITEM_ITEM_KIND);
}

static inline insights_status insights_review_item_set_item_kind(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_ITEM_KIND,
        value);
}

/** Its id. */
static inline const char *insights_review_item_item_id(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_ITEM_ID);
}

static inline insights_status insights_review_item_set_item_id(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_ITEM_ID,
        value);
}

/** suggested, or why it came back. */
static inline const char *insights_review_item_why(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_WHY);
}

static inline insights_status insights_review_item_set_why(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_WHY,
        value);
}

/** The conversation. */
static inline const char *insights_review_item_interview_id(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item),
        INSIGHTS_REVIEW_ITEM_INTERVIEW_ID);
}

static inline insights_status insights_review_item_set_interview_id(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item,
        INSIGHTS_REVIEW_ITEM_INTERVIEW_ID, value);
}

/** Its title. */
static inline const char *insights_review_item_title(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_TITLE);
}

static inline insights_status insights_review_item_set_title(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_TITLE,
        value);
}

/** The code that is suggested. */
static inline const char *insights_review_item_code(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_CODE);
}

static inline insights_status insights_review_item_set_code(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_CODE,
        value);
}

/** The words, verbatim. */
static inline const char *insights_review_item_quote(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_QUOTE);
}

static inline insights_status insights_review_item_set_quote(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_QUOTE,
        value);
}

/** The words inside them that the suggestion rests on. */
static inline const char *insights_review_item_cue(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_CUE);
}

static inline insights_status insights_review_item_set_cue(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_CUE,
        value);
}

/** Who says them. */
static inline const char *insights_review_item_speaker(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_SPEAKER);
}

static inline insights_status insights_review_item_set_speaker(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_SPEAKER,
        value);
}

/** When. */
static inline int64_t insights_review_item_start_ms(
    const insights_review_item *review_item)
{
    return insights_record_int(
        insights_review_item_record(review_item),
        INSIGHTS_REVIEW_ITEM_START_MS);
}

static inline insights_status insights_review_item_set_start_ms(
    insights_review_item *review_item,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_START_MS,
        value);
}

/** The turn. */
static inline int64_t insights_review_item_turn(
    const insights_review_item *review_item)
{
    return insights_record_int(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_TURN);
}

static inline insights_status insights_review_item_set_turn(
    insights_review_item *review_item,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_TURN,
        value);
}

/** Who suggested it. */
static inline const char *insights_review_item_actor(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item), INSIGHTS_REVIEW_ITEM_ACTOR);
}

static inline insights_status insights_review_item_set_actor(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item, INSIGHTS_REVIEW_ITEM_ACTOR,
        value);
}

/** The evidence. */
static inline const char *insights_review_item_evidence_id(
    const insights_review_item *review_item)
{
    return insights_record_text(
        insights_review_item_record(review_item),
        INSIGHTS_REVIEW_ITEM_EVIDENCE_ID);
}

static inline insights_status insights_review_item_set_evidence_id(
    insights_review_item *review_item,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)review_item,
        INSIGHTS_REVIEW_ITEM_EVIDENCE_ID, value);
}

/* --- summary ------------------------------------------------------------ */

/** What a command that changes many things did. */
typedef struct insights_summary insights_summary;

/** Fields of summary. */
enum {
    /** How many things were changed. */
    INSIGHTS_SUMMARY_DONE = 0x00D30003,
    /** How many were so already. */
    INSIGHTS_SUMMARY_UNCHANGED = 0x00D30004,
    /** How many could not be. */
    INSIGHTS_SUMMARY_REFUSED = 0x00D30005,
    /** Counts and texts by name. */
    INSIGHTS_SUMMARY_DETAILS = 0x00D30006,
    /** What undo takes back. */
    INSIGHTS_SUMMARY_GROUP_ID = 0x00D30007,
    /** One line for people. */
    INSIGHTS_SUMMARY_MESSAGE = 0x00D30008
};

/** The record where it is of this kind, else NULL. */
static inline const insights_summary *insights_summary_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_SUMMARY)
        return NULL;
    return (const insights_summary *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_summary *insights_summary_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_SUMMARY)
        return NULL;
    return (insights_summary *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_summary_record(
    const insights_summary *summary)
{
    return (const insights_record *)(const void *)summary;
}

/** How many things were changed. */
static inline int64_t insights_summary_done(const insights_summary *summary)
{
    return insights_record_int(
        insights_summary_record(summary), INSIGHTS_SUMMARY_DONE);
}

static inline insights_status insights_summary_set_done(
    insights_summary *summary,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)summary, INSIGHTS_SUMMARY_DONE, value);
}

/** How many were so already. */
static inline int64_t insights_summary_unchanged(
    const insights_summary *summary)
{
    return insights_record_int(
        insights_summary_record(summary), INSIGHTS_SUMMARY_UNCHANGED);
}

static inline insights_status insights_summary_set_unchanged(
    insights_summary *summary,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)summary, INSIGHTS_SUMMARY_UNCHANGED, value);
}

/** How many could not be. */
static inline int64_t insights_summary_refused(const insights_summary *summary)
{
    return insights_record_int(
        insights_summary_record(summary), INSIGHTS_SUMMARY_REFUSED);
}

static inline insights_status insights_summary_set_refused(
    insights_summary *summary,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)summary, INSIGHTS_SUMMARY_REFUSED, value);
}

/** Counts and texts by name. */
static inline const char *insights_summary_details(
    const insights_summary *summary)
{
    return insights_record_text(
        insights_summary_record(summary), INSIGHTS_SUMMARY_DETAILS);
}

static inline insights_status insights_summary_set_details(
    insights_summary *summary,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)summary, INSIGHTS_SUMMARY_DETAILS, value);
}

/** What undo takes back. */
static inline const char *insights_summary_group_id(
    const insights_summary *summary)
{
    return insights_record_text(
        insights_summary_record(summary), INSIGHTS_SUMMARY_GROUP_ID);
}

static inline insights_status insights_summary_set_group_id(
    insights_summary *summary,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)summary, INSIGHTS_SUMMARY_GROUP_ID, value);
}

/** One line for people. */
static inline const char *insights_summary_message(
    const insights_summary *summary)
{
    return insights_record_text(
        insights_summary_record(summary), INSIGHTS_SUMMARY_MESSAGE);
}

static inline insights_status insights_summary_set_message(
    insights_summary *summary,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)summary, INSIGHTS_SUMMARY_MESSAGE, value);
}

/* --- usage -------------------------------------------------------------- */

/** A code with how often it was used. */
typedef struct insights_usage insights_usage;

/** Fields of usage. */
enum {
    /** The code. */
    INSIGHTS_USAGE_CODE_ID = 0x00D40003,
    /** Its path. */
    INSIGHTS_USAGE_PATH = 0x00D40004,
    /** Its name. */
    INSIGHTS_USAGE_NAME = 0x00D40005,
    /** Its facet kind. */
    INSIGHTS_USAGE_KIND = 0x00D40006,
    /** What it means. */
    INSIGHTS_USAGE_DEFINITION = 0x00D40007,
    /** Codings by people, or accepted by them. */
    INSIGHTS_USAGE_ACCEPTED = 0x00D40008,
    /** Codings that wait for a decision. */
    INSIGHTS_USAGE_SUGGESTED = 0x00D40009,
    /** Codings that were refused. */
    INSIGHTS_USAGE_REJECTED = 0x00D4000A,
    /** How many speakers it was accepted for. */
    INSIGHTS_USAGE_PEOPLE = 0x00D4000B,
    /** How many participants there are. */
    INSIGHTS_USAGE_OF = 0x00D4000C,
    /** In how many conversations it was accepted. */
    INSIGHTS_USAGE_INTERVIEWS = 0x00D4000D,
    /** Whether the library brought it. */
    INSIGHTS_USAGE_IS_SYSTEM = 0x00D4000E
};

/** The record where it is of this kind, else NULL. */
static inline const insights_usage *insights_usage_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_USAGE)
        return NULL;
    return (const insights_usage *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_usage *insights_usage_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_USAGE)
        return NULL;
    return (insights_usage *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_usage_record(
    const insights_usage *usage)
{
    return (const insights_record *)(const void *)usage;
}

/** The code. */
static inline const char *insights_usage_code_id(const insights_usage *usage)
{
    return insights_record_text(
        insights_usage_record(usage), INSIGHTS_USAGE_CODE_ID);
}

static inline insights_status insights_usage_set_code_id(
    insights_usage *usage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_CODE_ID, value);
}

/** Its path. */
static inline const char *insights_usage_path(const insights_usage *usage)
{
    return insights_record_text(
        insights_usage_record(usage), INSIGHTS_USAGE_PATH);
}

static inline insights_status insights_usage_set_path(
    insights_usage *usage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_PATH, value);
}

/** Its name. */
static inline const char *insights_usage_name(const insights_usage *usage)
{
    return insights_record_text(
        insights_usage_record(usage), INSIGHTS_USAGE_NAME);
}

static inline insights_status insights_usage_set_name(
    insights_usage *usage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_NAME, value);
}

/** Its facet kind. */
static inline const char *insights_usage_kind(const insights_usage *usage)
{
    return insights_record_text(
        insights_usage_record(usage), INSIGHTS_USAGE_KIND);
}

static inline insights_status insights_usage_set_kind(
    insights_usage *usage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_KIND, value);
}

/** What it means. */
static inline const char *insights_usage_definition(const insights_usage *usage)
{
    return insights_record_text(
        insights_usage_record(usage), INSIGHTS_USAGE_DEFINITION);
}

static inline insights_status insights_usage_set_definition(
    insights_usage *usage,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_DEFINITION, value);
}

/** Codings by people, or accepted by them. */
static inline int64_t insights_usage_accepted(const insights_usage *usage)
{
    return insights_record_int(
        insights_usage_record(usage), INSIGHTS_USAGE_ACCEPTED);
}

static inline insights_status insights_usage_set_accepted(
    insights_usage *usage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_ACCEPTED, value);
}

/** Codings that wait for a decision. */
static inline int64_t insights_usage_suggested(const insights_usage *usage)
{
    return insights_record_int(
        insights_usage_record(usage), INSIGHTS_USAGE_SUGGESTED);
}

static inline insights_status insights_usage_set_suggested(
    insights_usage *usage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_SUGGESTED, value);
}

/** Codings that were refused. */
static inline int64_t insights_usage_rejected(const insights_usage *usage)
{
    return insights_record_int(
        insights_usage_record(usage), INSIGHTS_USAGE_REJECTED);
}

static inline insights_status insights_usage_set_rejected(
    insights_usage *usage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_REJECTED, value);
}

/** How many speakers it was accepted for. */
static inline int64_t insights_usage_people(const insights_usage *usage)
{
    return insights_record_int(
        insights_usage_record(usage), INSIGHTS_USAGE_PEOPLE);
}

static inline insights_status insights_usage_set_people(
    insights_usage *usage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_PEOPLE, value);
}

/** How many participants there are. */
static inline int64_t insights_usage_of(const insights_usage *usage)
{
    return insights_record_int(insights_usage_record(usage), INSIGHTS_USAGE_OF);
}

static inline insights_status insights_usage_set_of(
    insights_usage *usage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_OF, value);
}

/** In how many conversations it was accepted. */
static inline int64_t insights_usage_interviews(const insights_usage *usage)
{
    return insights_record_int(
        insights_usage_record(usage), INSIGHTS_USAGE_INTERVIEWS);
}

static inline insights_status insights_usage_set_interviews(
    insights_usage *usage,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_INTERVIEWS, value);
}

/** Whether the library brought it. */
static inline int insights_usage_is_system(const insights_usage *usage)
{
    return (int)insights_record_int(
        insights_usage_record(usage), INSIGHTS_USAGE_IS_SYSTEM);
}

static inline insights_status insights_usage_set_is_system(
    insights_usage *usage,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)usage, INSIGHTS_USAGE_IS_SYSTEM, value);
}

/* --- method_note -------------------------------------------------------- */

/** What was computed, how, and by whom: a line of the methods page. */
typedef struct insights_method_note insights_method_note;

/** Fields of method_note. */
enum {
    /** What it is about. */
    INSIGHTS_METHOD_NOTE_WHAT = 0x00D50003,
    /** How it was made. */
    INSIGHTS_METHOD_NOTE_HOW = 0x00D50004,
    /** By whom. */
    INSIGHTS_METHOD_NOTE_ACTOR = 0x00D50005,
    /** How many. */
    INSIGHTS_METHOD_NOTE_COUNT = 0x00D50006,
    /** How many wait for a decision. */
    INSIGHTS_METHOD_NOTE_SUGGESTED = 0x00D50007,
    /** How many a person accepted. */
    INSIGHTS_METHOD_NOTE_ACCEPTED = 0x00D50008,
    /** How many a person rejected. */
    INSIGHTS_METHOD_NOTE_REJECTED = 0x00D50009,
    /** Quotes that were refused because nobody said them. */
    INSIGHTS_METHOD_NOTE_REFUSED = 0x00D5000A
};

/** The record where it is of this kind, else NULL. */
static inline const insights_method_note *insights_method_note_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_METHOD_NOTE)
        return NULL;
    return (const insights_method_note *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_method_note *insights_method_note_edit(
    insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_METHOD_NOTE)
        return NULL;
    return (insights_method_note *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_method_note_record(
    const insights_method_note *method_note)
{
    return (const insights_record *)(const void *)method_note;
}

/** What it is about. */
static inline const char *insights_method_note_what(
    const insights_method_note *method_note)
{
    return insights_record_text(
        insights_method_note_record(method_note), INSIGHTS_METHOD_NOTE_WHAT);
}

static inline insights_status insights_method_note_set_what(
    insights_method_note *method_note,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)method_note, INSIGHTS_METHOD_NOTE_WHAT,
        value);
}

/** How it was made. */
static inline const char *insights_method_note_how(
    const insights_method_note *method_note)
{
    return insights_record_text(
        insights_method_note_record(method_note), INSIGHTS_METHOD_NOTE_HOW);
}

static inline insights_status insights_method_note_set_how(
    insights_method_note *method_note,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)method_note, INSIGHTS_METHOD_NOTE_HOW,
        value);
}

/** By whom. */
static inline const char *insights_method_note_actor(
    const insights_method_note *method_note)
{
    return insights_record_text(
        insights_method_note_record(method_note), INSIGHTS_METHOD_NOTE_ACTOR);
}

static inline insights_status insights_method_note_set_actor(
    insights_method_note *method_note,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)method_note, INSIGHTS_METHOD_NOTE_ACTOR,
        value);
}

/** How many. */
static inline int64_t insights_method_note_count(
    const insights_method_note *method_note)
{
    return insights_record_int(
        insights_method_note_record(method_note), INSIGHTS_METHOD_NOTE_COUNT);
}

static inline insights_status insights_method_note_set_count(
    insights_method_note *method_note,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)method_note, INSIGHTS_METHOD_NOTE_COUNT,
        value);
}

/** How many wait for a decision. */
static inline int64_t insights_method_note_suggested(
    const insights_method_note *method_note)
{
    return insights_record_int(
        insights_method_note_record(method_note),
        INSIGHTS_METHOD_NOTE_SUGGESTED);
}

static inline insights_status insights_method_note_set_suggested(
    insights_method_note *method_note,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)method_note, INSIGHTS_METHOD_NOTE_SUGGESTED,
        value);
}

/** How many a person accepted. */
static inline int64_t insights_method_note_accepted(
    const insights_method_note *method_note)
{
    return insights_record_int(
        insights_method_note_record(method_note),
        INSIGHTS_METHOD_NOTE_ACCEPTED);
}

static inline insights_status insights_method_note_set_accepted(
    insights_method_note *method_note,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)method_note, INSIGHTS_METHOD_NOTE_ACCEPTED,
        value);
}

/** How many a person rejected. */
static inline int64_t insights_method_note_rejected(
    const insights_method_note *method_note)
{
    return insights_record_int(
        insights_method_note_record(method_note),
        INSIGHTS_METHOD_NOTE_REJECTED);
}

static inline insights_status insights_method_note_set_rejected(
    insights_method_note *method_note,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)method_note, INSIGHTS_METHOD_NOTE_REJECTED,
        value);
}

/** Quotes that were refused because nobody said them. */
static inline int64_t insights_method_note_refused(
    const insights_method_note *method_note)
{
    return insights_record_int(
        insights_method_note_record(method_note), INSIGHTS_METHOD_NOTE_REFUSED);
}

static inline insights_status insights_method_note_set_refused(
    insights_method_note *method_note,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)method_note, INSIGHTS_METHOD_NOTE_REFUSED,
        value);
}

/* --- action ------------------------------------------------------------- */

/** One command of somebody, as the log shows it. */
typedef struct insights_action insights_action;

/** Fields of action. */
enum {
    /** What undo takes. */
    INSIGHTS_ACTION_GROUP_ID = 0x00D60003,
    /** When. */
    INSIGHTS_ACTION_AT = 0x00D60004,
    /** Who. */
    INSIGHTS_ACTION_ACTOR = 0x00D60005,
    /** What they did. */
    INSIGHTS_ACTION_VERB = 0x00D60006,
    /** One line for people. */
    INSIGHTS_ACTION_SUMMARY = 0x00D60007,
    /** How many records it changed. */
    INSIGHTS_ACTION_CHANGES = 0x00D60008,
    /** Whether it was undone since. */
    INSIGHTS_ACTION_UNDONE = 0x00D60009
};

/** The record where it is of this kind, else NULL. */
static inline const insights_action *insights_action_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ACTION)
        return NULL;
    return (const insights_action *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_action *insights_action_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_ACTION)
        return NULL;
    return (insights_action *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_action_record(
    const insights_action *action)
{
    return (const insights_record *)(const void *)action;
}

/** What undo takes. */
static inline const char *insights_action_group_id(
    const insights_action *action)
{
    return insights_record_text(
        insights_action_record(action), INSIGHTS_ACTION_GROUP_ID);
}

static inline insights_status insights_action_set_group_id(
    insights_action *action,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)action, INSIGHTS_ACTION_GROUP_ID, value);
}

/** When. */
static inline int64_t insights_action_at(const insights_action *action)
{
    return insights_record_int(
        insights_action_record(action), INSIGHTS_ACTION_AT);
}

static inline insights_status insights_action_set_at(
    insights_action *action,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)action, INSIGHTS_ACTION_AT, value);
}

/** Who. */
static inline const char *insights_action_actor(const insights_action *action)
{
    return insights_record_text(
        insights_action_record(action), INSIGHTS_ACTION_ACTOR);
}

static inline insights_status insights_action_set_actor(
    insights_action *action,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)action, INSIGHTS_ACTION_ACTOR, value);
}

/** What they did. */
static inline const char *insights_action_verb(const insights_action *action)
{
    return insights_record_text(
        insights_action_record(action), INSIGHTS_ACTION_VERB);
}

static inline insights_status insights_action_set_verb(
    insights_action *action,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)action, INSIGHTS_ACTION_VERB, value);
}

/** One line for people. */
static inline const char *insights_action_summary(const insights_action *action)
{
    return insights_record_text(
        insights_action_record(action), INSIGHTS_ACTION_SUMMARY);
}

static inline insights_status insights_action_set_summary(
    insights_action *action,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)action, INSIGHTS_ACTION_SUMMARY, value);
}

/** How many records it changed. */
static inline int64_t insights_action_changes(const insights_action *action)
{
    return insights_record_int(
        insights_action_record(action), INSIGHTS_ACTION_CHANGES);
}

static inline insights_status insights_action_set_changes(
    insights_action *action,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)action, INSIGHTS_ACTION_CHANGES, value);
}

/** Whether it was undone since. */
static inline int insights_action_undone(const insights_action *action)
{
    return (int)insights_record_int(
        insights_action_record(action), INSIGHTS_ACTION_UNDONE);
}

static inline insights_status insights_action_set_undone(
    insights_action *action,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)action, INSIGHTS_ACTION_UNDONE, value);
}

/* --- signal ------------------------------------------------------------- */

/** A sentence in which a cue stands: a filter, not a finding. */
typedef struct insights_signal insights_signal;

/** Fields of signal. */
enum {
    /** The facet kind that the cue points to: goal, pain, behavior, tool … */
    INSIGHTS_SIGNAL_KIND = 0x00D70003,
    /** The turn. */
    INSIGHTS_SIGNAL_TURN_INDEX = 0x00D70004,
    /** Span of the sentence in the canonical text, in bytes. */
    INSIGHTS_SIGNAL_BYTE_START = 0x00D70005,
    /** Exclusive. */
    INSIGHTS_SIGNAL_BYTE_END = 0x00D70006,
    /** Span of the cue, in bytes. */
    INSIGHTS_SIGNAL_CUE_START = 0x00D70007,
    /** Exclusive. */
    INSIGHTS_SIGNAL_CUE_END = 0x00D70008,
    /** The cue, as said. */
    INSIGHTS_SIGNAL_CUE = 0x00D70009,
    /** The sentence, verbatim. */
    INSIGHTS_SIGNAL_TEXT = 0x00D7000A,
    /** Who says it. */
    INSIGHTS_SIGNAL_SPEAKER = 0x00D7000B,
    /** Whether a negation stands before the cue. */
    INSIGHTS_SIGNAL_NEGATED = 0x00D7000C,
    /** Whether the pattern is sure enough to suggest a code, or is a filter
     * only. */
    INSIGHTS_SIGNAL_SUGGESTS = 0x00D7000D,
    /** The name of the pattern. */
    INSIGHTS_SIGNAL_PATTERN = 0x00D7000E
};

/** The record where it is of this kind, else NULL. */
static inline const insights_signal *insights_signal_from(
    const insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_SIGNAL)
        return NULL;
    return (const insights_signal *)(const void *)record;
}

/** The same for a record that is to be written. */
static inline insights_signal *insights_signal_edit(insights_record *record)
{
    if (insights_record_kind(record) != INSIGHTS_SIGNAL)
        return NULL;
    return (insights_signal *)(void *)record;
}

/** The record again. */
static inline const insights_record *insights_signal_record(
    const insights_signal *signal)
{
    return (const insights_record *)(const void *)signal;
}

/** The facet kind that the cue points to: goal, pain, behavior, tool … */
static inline const char *insights_signal_kind(const insights_signal *signal)
{
    return insights_record_text(
        insights_signal_record(signal), INSIGHTS_SIGNAL_KIND);
}

static inline insights_status insights_signal_set_kind(
    insights_signal *signal,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_KIND, value);
}

/** The turn. */
static inline int64_t insights_signal_turn_index(const insights_signal *signal)
{
    return insights_record_int(
        insights_signal_record(signal), INSIGHTS_SIGNAL_TURN_INDEX);
}

static inline insights_status insights_signal_set_turn_index(
    insights_signal *signal,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_TURN_INDEX, value);
}

/** Span of the sentence in the canonical text, in bytes. */
static inline int64_t insights_signal_byte_start(const insights_signal *signal)
{
    return insights_record_int(
        insights_signal_record(signal), INSIGHTS_SIGNAL_BYTE_START);
}

static inline insights_status insights_signal_set_byte_start(
    insights_signal *signal,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_BYTE_START, value);
}

/** Exclusive. */
static inline int64_t insights_signal_byte_end(const insights_signal *signal)
{
    return insights_record_int(
        insights_signal_record(signal), INSIGHTS_SIGNAL_BYTE_END);
}

static inline insights_status insights_signal_set_byte_end(
    insights_signal *signal,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_BYTE_END, value);
}

/** Span of the cue, in bytes. */
static inline int64_t insights_signal_cue_start(const insights_signal *signal)
{
    return insights_record_int(
        insights_signal_record(signal), INSIGHTS_SIGNAL_CUE_START);
}

static inline insights_status insights_signal_set_cue_start(
    insights_signal *signal,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_CUE_START, value);
}

/** Exclusive. */
static inline int64_t insights_signal_cue_end(const insights_signal *signal)
{
    return insights_record_int(
        insights_signal_record(signal), INSIGHTS_SIGNAL_CUE_END);
}

static inline insights_status insights_signal_set_cue_end(
    insights_signal *signal,
    int64_t value)
{
    return insights_record_set_int(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_CUE_END, value);
}

/** The cue, as said. */
static inline const char *insights_signal_cue(const insights_signal *signal)
{
    return insights_record_text(
        insights_signal_record(signal), INSIGHTS_SIGNAL_CUE);
}

static inline insights_status insights_signal_set_cue(
    insights_signal *signal,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_CUE, value);
}

/** The sentence, verbatim. */
static inline const char *insights_signal_text(const insights_signal *signal)
{
    return insights_record_text(
        insights_signal_record(signal), INSIGHTS_SIGNAL_TEXT);
}

static inline insights_status insights_signal_set_text(
    insights_signal *signal,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_TEXT, value);
}

/** Who says it. */
static inline const char *insights_signal_speaker(const insights_signal *signal)
{
    return insights_record_text(
        insights_signal_record(signal), INSIGHTS_SIGNAL_SPEAKER);
}

static inline insights_status insights_signal_set_speaker(
    insights_signal *signal,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_SPEAKER, value);
}

/** Whether a negation stands before the cue. */
static inline int insights_signal_negated(const insights_signal *signal)
{
    return (int)insights_record_int(
        insights_signal_record(signal), INSIGHTS_SIGNAL_NEGATED);
}

static inline insights_status insights_signal_set_negated(
    insights_signal *signal,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_NEGATED, value);
}

/** Whether the pattern is sure enough to suggest a code, or is a filter only.
 * */
static inline int insights_signal_suggests(const insights_signal *signal)
{
    return (int)insights_record_int(
        insights_signal_record(signal), INSIGHTS_SIGNAL_SUGGESTS);
}

static inline insights_status insights_signal_set_suggests(
    insights_signal *signal,
    int value)
{
    return insights_record_set_int(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_SUGGESTS, value);
}

/** The name of the pattern. */
static inline const char *insights_signal_pattern(const insights_signal *signal)
{
    return insights_record_text(
        insights_signal_record(signal), INSIGHTS_SIGNAL_PATTERN);
}

static inline insights_status insights_signal_set_pattern(
    insights_signal *signal,
    const char *value)
{
    return insights_record_set_text(
        (insights_record *)(void *)signal, INSIGHTS_SIGNAL_PATTERN, value);
}

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_MODEL_H */

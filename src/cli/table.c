/*
 * table.c - every verb and every option of the program.
 *
 * The parser, help, completions and the manual page read this table and
 * nothing else; a verb is one row here and one function in a verb_*.c.
 */
#include "cli/verbs.h"

#define MANY 100000
#define END                                             \
    {                                                   \
        NULL, 0, NULL, NULL, CLI_OFFER_NOTHING, NULL, 0 \
    }
#define FLAG(name, about)                                \
    {                                                    \
        name, 0, NULL, about, CLI_OFFER_NOTHING, NULL, 0 \
    }
#define VALUE(name, argument, about)                         \
    {                                                        \
        name, 0, argument, about, CLI_OFFER_NOTHING, NULL, 0 \
    }
#define OFFERS(name, argument, about, offer)     \
    {                                            \
        name, 0, argument, about, offer, NULL, 0 \
    }
#define ONE_OF(name, argument, about, words)                \
    {                                                       \
        name, 0, argument, about, CLI_OFFER_WORDS, words, 0 \
    }
#define IN                                                                   \
    {                                                                        \
        "in", 0, "FILES", "read these files and folders instead of a study", \
            CLI_OFFER_FILES, NULL, CLI_TAKES_ALL                             \
    }
#define OUTPUT(about)                                          \
    {                                                          \
        "output", 'o', "FILE", about, CLI_OFFER_FILES, NULL, 0 \
    }
#define WITHOUT_NAMES                                                          \
    {"pseudonymise",    0,                                                     \
     "NAMES",           "pseudonyms for people, and for a file of more names", \
     CLI_OFFER_FILES,   NULL,                                                  \
     CLI_MAY_HAVE_VALUE},                                                      \
        OFFERS(                                                                \
            "key", "FILE", "write who is who, for you alone", CLI_OFFER_FILES)
#define LIMIT VALUE("limit", "N", "at most so many")

const cli_option cli_global_options[] = {
    {"store", 0, "URI",
     "the study: a file, sqlite:PATH or memory:", CLI_OFFER_FILES, NULL, 0},
    VALUE("project", "NAME", "the project, where a store has several"),
    VALUE("actor", "NAME", "who you are, for what you decide"),
    {"json", 0, "FIELD,…", "one JSON object a line; failures as JSON on stderr",
     CLI_OFFER_NOTHING, NULL, CLI_MAY_HAVE_VALUE},
    {"quiet", 'q', NULL, "no talk on stderr, only failures", CLI_OFFER_NOTHING,
     NULL, 0},
    {"help", 'h', NULL, "explain the command", CLI_OFFER_NOTHING, NULL, 0},
    {"version", 0, NULL, "print the version", CLI_OFFER_NOTHING, NULL, 0},
    END};

const cli_option cli_list_options[] = {
    FLAG("csv", "comma separated, with a header"),
    FLAG("md", "a Markdown table"),
    {"output", 'o', "FILE", "write FILE, as its ending says", CLI_OFFER_FILES,
     ".csv .md .jsonl .tsv", 0},
    END};

static const cli_option import_options[] = {
    ONE_OF(
        "format",
        "F",
        "read as this instead of finding out",
        "vtt srt sbv csv text markdown docx pdf json whisper assemblyai "
        "deepgram aws otter rev fireflies podcast teams zoom youtube qmsum"),
    ONE_OF("encoding", "E", "instead of UTF-8", "utf-8 utf-16 latin-1"),
    VALUE("title", "T", "instead of the file's name"),
    VALUE("date", "D", "when it took place, YYYY-MM-DD"),
    VALUE("language", "L", "what is spoken, such as en or de-CH"),
    VALUE("speakers", "LIST", "who is who: \"A=interviewer,B=P07\""),
    OFFERS(
        "replace",
        "INTERVIEW",
        "the file is a new text of this conversation",
        CLI_OFFER_INTERVIEWS),
    {"guide", 0, "FILE", "the discussion guide; its questions serve `answers`",
     CLI_OFFER_FILES, NULL, CLI_MAY_TAKE_NEXT},
    FLAG("keep", "keep the files themselves in the study as well"),
    END};

static const cli_option outline_options[] = {
    FLAG("questions", "a line for each question, without the answers"),
    VALUE("limit", "N", "at most so many questions of each conversation"), END};
static const cli_option answers_options[] = {
    OFFERS("guide", "FILE", "the questions of this guide", CLI_OFFER_FILES),
    OFFERS(
        "interview",
        "INTERVIEW",
        "only in this conversation",
        CLI_OFFER_INTERVIEWS),
    VALUE("limit", "N", "at most so many passages a question"), IN, END};
static const cli_option check_options[] = {
    IN, FLAG("failed", "show only the quotations that fail"),
    VALUE("min-words", "N", "leave shorter quotations out (3)"),
    VALUE("min-similarity", "X", "how alike an altered one must be (0.85)"),
    END};
static const cli_option code_options[] = {VALUE("note", "TEXT", "why"), END};
static const cli_option review_options[] = {
    FLAG("list", "list what waits instead of asking"), LIMIT, END};
static const cli_option report_options[] = {
    OUTPUT("where to write it (report.html)"),
    OFFERS(
        "draft",
        "FILE",
        "a document whose quotations are checked in it",
        CLI_OFFER_FILES),
    WITHOUT_NAMES, END};
static const cli_option forget_options[] = {
    FLAG("preview", "only show what would go"), FLAG("yes", "do not ask"), END};
static const cli_option export_options[] = {
    ONE_OF(
        "format",
        "F",
        "a study as the first four, a conversation as",
        "jsonl csv xlsx qdc vtt srt sbv markdown json podcast"),
    VALUE("kind", "KIND", "csv: records of this kind instead of the evidence"),
    FLAG("excel", "csv: for spreadsheets; marked, formulas guarded"),
    ONE_OF(
        "for",
        "PROGRAM",
        "qdc: for a program with habits of its own",
        "maxqda nvivo atlas qualcoder"),
    FLAG("include-suggested", "also codes that nobody has decided on"),
    OUTPUT("write FILE instead of stdout"),
    WITHOUT_NAMES,
    END};
static const cli_option compare_options[] = {
    FLAG("disagreements", "list the words on which they differ"),
    VALUE("code", "CODE", "only this code and what lies below it"), END};
static const cli_option merge_options[] = {
    FLAG("preview", "only list the conflicts, change nothing"),
    FLAG("theirs", "where both changed the same, take theirs"),
    VALUE("their-project", "NAME", "which project, where theirs has several"),
    END};
static const cli_option kwic_options[] = {
    OFFERS(
        "interview",
        "INTERVIEW",
        "only in this conversation",
        CLI_OFFER_INTERVIEWS),
    OFFERS("speaker", "NAME", "only what they say", CLI_OFFER_SPEAKERS),
    VALUE("context", "N", "characters on each side (40)"),
    LIMIT,
    IN,
    END};
static const cli_option phrases_options[] = {
    VALUE("min-people", "N", "said by at least so many (2)"),
    VALUE("min-words", "N", "of at least so many words (2)"), LIMIT, IN, END};
static const cli_option search_options[] = {
    OFFERS(
        "interview",
        "INTERVIEW",
        "only in this conversation",
        CLI_OFFER_INTERVIEWS),
    ONE_OF(
        "mode",
        "M",
        "what is looked for (turns)",
        "turns regions sentences evidence"),
    OFFERS("speaker", "NAME", "only what they say", CLI_OFFER_SPEAKERS),
    LIMIT,
    IN,
    END};
static const cli_option locate_options[] = {
    OFFERS("text", "FILE", "look in this file", CLI_OFFER_FILES),
    OFFERS("speaker", "NAME", "prefer what they say", CLI_OFFER_SPEAKERS),
    VALUE("near", "TURN", "prefer the place nearest to this turn"),
    VALUE("min-similarity", "X", "how alike an altered one must be (0.85)"),
    FLAG("no-fuzzy", "word for word or punctuation only"),
    END};
static const cli_option evidence_options[] = {
    OFFERS("code", "CODE", "only with this code or one below", CLI_OFFER_CODES),
    FLAG("include-suggested", "--code also by suggestions nobody decided on"),
    OFFERS("speaker", "NAME", "only what they say", CLI_OFFER_SPEAKERS),
    LIMIT,
    WITHOUT_NAMES,
    END};
static const cli_option codes_options[] = {
    VALUE("definition", "TEXT", "with add: what it means"),
    FLAG("used", "only codes that are on something"), END};
static const cli_option log_options[] = {LIMIT, END};
static const cli_option list_options[] = {LIMIT, END};
static const cli_option correct_options[] = {
    VALUE("speaker", "OLD=NEW", "give a speaker another name in all turns"),
    END};
static const cli_option file_options[] = {
    FLAG("save", "keep the study beside the file"),
    OUTPUT("where to write the report"), END};
static const cli_option doctor_options[] = {
    FLAG("vacuum", "finish large deletes and give free space back"), END};
static const cli_option config_options[] = {
    FLAG("origin", "say where each value comes from"),
    FLAG("here", "with set: for this folder, in insights.conf"), END};
static const cli_option schedule_options[] = {
    VALUE("zone", "Z", "the time zone, such as Europe/Berlin (UTC)"),
    VALUE("from", "TIME", "ticks after this time, 2027-03-28T02:30:00Z (now)"),
    VALUE("count", "N", "how many (5)"),
    ONE_OF("gap", "G", "times that clocks leave out", "first_after shift skip"),
    ONE_OF("overlap", "O", "times that come twice", "first second both"),
    END};
static const cli_option help_options[] = {
    FLAG("man", "the manual page, for man(1)"), END};
static const cli_option demo_options[] = {
    OUTPUT("where to write the report"), END};

static const char WORK[] = "Work, in this order";
static const char READ[] = "Reading";
static const char EVIDENCE[] = "Evidence and codes";
static const char DATA[] = "Data";
static const char JOBS[] = "Background jobs";
static const char MORE[] = "More";

const cli_verb cli_verbs[] = {
    {"new", WORK, "NAME", "make a study: the file NAME.insights", NULL,
     "new practices", NULL, CLI_OFFER_NOTHING, NULL, 1, 1, 0, cli_verb_new},
    {"import", WORK, "FILE…",
     "read transcripts into the study, from files or folders",
     "WebVTT, SRT, text, Markdown, Whisper and QMSum JSON; found out by\n"
     "content. A file that is here already changes nothing. With --store\n"
     "URI a study that does not exist yet is made.",
     "import interviews/ --guide guide.md", import_options, CLI_OFFER_FILES,
     NULL, 0, MANY, CLI_LISTS, cli_verb_import},
    {"outline", WORK, "[INTERVIEW…]",
     "the questions that were asked, and the answers that followed", NULL,
     "outline i1", outline_options, CLI_OFFER_INTERVIEWS, NULL, 0, MANY,
     CLI_LISTS, cli_verb_outline},
    {"answers", WORK, "[QUESTION…]",
     "where each question of the guide was answered",
     "A QUESTION is its number in the guide, or any text. Without one: all\n"
     "questions of the guide.",
     "answers 3 --limit 2", answers_options, CLI_OFFER_NOTHING, NULL, 0, MANY,
     CLI_LISTS, cli_verb_answers},
    {"check", WORK, "DOC…", "is every quotation of a document what was said?",
     "Markdown, text and HTML; - is standard input. Word for word and\n"
     "punctuation only pass; altered, stitched and what nobody said fail,\n"
     "and the exit code is 5. With --in no study is needed.",
     "check draft.md --in interviews/", check_options, CLI_OFFER_FILES, NULL, 1,
     MANY, CLI_LISTS, cli_verb_check},
    {"code", WORK, "SPAN CODE", "put a code on words",
     "SPAN: the id of evidence; INTERVIEW#words that were said;\n"
     "INTERVIEW:TURN; or INTERVIEW:START-END in bytes. A new CODE is added\n"
     "to the codebook; \"Trust / Paper\" is Paper below Trust.",
     "code \"i1#Miss Kaur was in the stock room crying\" \"Pressure\"",
     code_options, CLI_OFFER_EVIDENCE, NULL, 2, 2, CLI_LISTS, cli_verb_code},
    {"review", WORK, "[INTERVIEW]",
     "decide what machines suggested, one key a decision",
     "Keys: a accept, r reject, c another code, m memo, s skip, u undo,\n"
     "q quit. Off a terminal, and with --list, it lists what waits.",
     "review i1", review_options, CLI_OFFER_INTERVIEWS, NULL, 0, 1, CLI_LISTS,
     cli_verb_review},
    {"report", WORK, "",
     "write the report: one HTML file that opens without a server", NULL,
     "report -o practices.html --draft draft.md", report_options,
     CLI_OFFER_NOTHING, NULL, 0, 0, 0, cli_verb_report},
    {"export", WORK, "[INTERVIEW]",
     "write the study, its evidence, its codebook, or a conversation",
     "The ending of -o says what: .jsonl everything, .csv and .xlsx the\n"
     "evidence with its codes, .qdc the codebook for other programs.",
     "export -o evidence.xlsx", export_options, CLI_OFFER_INTERVIEWS, NULL, 0,
     1, 0, cli_verb_export},

    {"turns", READ, "INTERVIEW", "what was said, turn by turn", NULL,
     "turns i1 --json=index,text", NULL, CLI_OFFER_INTERVIEWS, NULL, 1, 1,
     CLI_LISTS, cli_verb_turns},
    {"kwic", READ, "WORDS",
     "every place where words stand, with what is around them",
     "A * at the end of a word stands for any ending.", "kwic \"cancel*\"",
     kwic_options, CLI_OFFER_NOTHING, NULL, 1, MANY, CLI_LISTS, cli_verb_kwic},
    {"phrases", READ, "", "phrases that several people use", NULL,
     "phrases --min-people 3", phrases_options, CLI_OFFER_NOTHING, NULL, 0, 0,
     CLI_LISTS, cli_verb_phrases},
    {"search", READ, "QUERY", "passages that match, best first", NULL,
     "search \"nobody asked us\" --mode regions", search_options,
     CLI_OFFER_NOTHING, NULL, 1, MANY, CLI_LISTS, cli_verb_search},
    {"locate", READ, "(INTERVIEW | --text FILE) (QUOTE | -)",
     "where a quote stands, and whether it was said so",
     "With - it reads lines of JSON, {\"id\": …, \"quote\": …}, and answers\n"
     "each with one line.",
     "locate i1 \"I'm not against it.\"", locate_options, CLI_OFFER_INTERVIEWS,
     NULL, 1, 2, CLI_LISTS, cli_verb_locate},

    {"analyze", EVIDENCE, "[INTERVIEW…]",
     "take evidence out of conversations and suggest codes, offline",
     "Running it again keeps what stands: ids, codings, decisions.", "analyze",
     NULL, CLI_OFFER_INTERVIEWS, NULL, 0, MANY, 0, cli_verb_analyze},
    {"evidence", EVIDENCE, "[INTERVIEW]",
     "what can be cited, with the codes on it",
     "A code with ? behind it is suggested: nobody has decided on it.",
     "evidence i1 --code pain --include-suggested", evidence_options,
     CLI_OFFER_INTERVIEWS, NULL, 0, 1, CLI_LISTS, cli_verb_evidence},
    {"codes", EVIDENCE,
     "[add PATH | import FILE | rename CODE PATH | merge CODE INTO]",
     "the codebook: list, add, import CSV or .qdc, rename, merge",
     "A CSV has a header: path (or name and parent), definition, include,\n"
     "exclude, example, synonyms, colour. A .qdc comes from other programs;\n"
     "export -o codes.qdc writes one.",
     "codes add \"Trust / Paper\" --definition \"trusts paper more\"",
     codes_options, CLI_OFFER_WORDS, "add import rename merge", 0, 3, CLI_LISTS,
     cli_verb_codes},
    {"apply", EVIDENCE, "FILE", "take in the review.json that a report saved",
     "Doing it twice changes nothing.", "apply review.json", NULL,
     CLI_OFFER_FILES, NULL, 1, MANY, 0, cli_verb_apply},
    {"memo", EVIDENCE, "ID TEXT", "write a note on anything", NULL,
     "memo i1 \"call her again in March\"", NULL, CLI_OFFER_INTERVIEWS, NULL, 2,
     2, 0, cli_verb_memo},
    {"log", EVIDENCE, "", "who did what, the latest first", NULL,
     "log --limit 10", log_options, CLI_OFFER_NOTHING, NULL, 0, 0, CLI_LISTS,
     cli_verb_log},
    {"undo", EVIDENCE, "[ID]", "take back what one command did",
     "Without an id of `log`: the latest that can be.", "undo", NULL,
     CLI_OFFER_NOTHING, NULL, 0, 1, 0, cli_verb_undo},
    {"verify", EVIDENCE, "", "read every stored quote again in its source",
     "The exit code is 5 where one is not what was said.", "verify", NULL,
     CLI_OFFER_NOTHING, NULL, 0, 0, CLI_LISTS, cli_verb_verify},
    {"compare", EVIDENCE, "[CODER [OTHER]]",
     "how far coders agree, code by code: kappa and alpha",
     "Units are pieces of evidence in conversations that both have coded;\n"
     "without names every pair is compared.",
     "compare Ada Ben --disagreements", compare_options, CLI_OFFER_NOTHING,
     NULL, 0, 2, CLI_LISTS, cli_verb_compare},
    {"merge", EVIDENCE, "STORE",
     "take in what another copy of the study has, or another study",
     "Prints the conflicts, and what was taken. Merging again changes\n"
     "nothing; one undo takes all of it back.",
     "merge ben.insights --store ada.insights", merge_options, CLI_OFFER_FILES,
     NULL, 1, 1, CLI_LISTS, cli_verb_merge},
    {"methods", EVIDENCE, "", "what was computed how, and by whom", NULL,
     "methods --md", NULL, CLI_OFFER_NOTHING, NULL, 0, 0, CLI_LISTS,
     cli_verb_methods},

    {"list", DATA, "[KIND]",
     "the conversations of the study, or the records of a kind", NULL,
     "list questions", list_options, CLI_OFFER_KINDS, NULL, 0, 1, CLI_LISTS,
     cli_verb_list},
    {"show", DATA, "ID…", "all there is about a record", NULL, "show i1", NULL,
     CLI_OFFER_INTERVIEWS, NULL, 1, MANY, CLI_LISTS, cli_verb_show},
    {"delete", DATA, "ID…",
     "delete a record and what exists only because of it", NULL, "delete i1",
     NULL, CLI_OFFER_INTERVIEWS, NULL, 1, MANY, 0, cli_verb_delete},
    {"forget", DATA, "PERSON",
     "forget a person: what they said, what rests on it, every byte of it",
     "PERSON is a name, a speaker's label, an id or INTERVIEW:LABEL. It "
     "cannot\n"
     "be undone, and does not reach exports, reports and backups.",
     "forget i1:PK --preview", forget_options, CLI_OFFER_SPEAKERS, NULL, 1, 1,
     CLI_LISTS, cli_verb_forget},
    {"correct", DATA, "INTERVIEW [TURN TEXT]",
     "correct the words of a turn, or the name of a speaker",
     "A correction is a new revision; quotes elsewhere stay on their words,\n"
     "quotes whose words change wait for review. - reads TEXT from stdin.",
     "correct i2 --speaker SPEAKER_01=Curtis", correct_options,
     CLI_OFFER_INTERVIEWS, NULL, 1, 3, 0, cli_verb_correct},
    {"restore", DATA, "FILE", "read an export back, all of it or nothing", NULL,
     "restore practices.jsonl --store copy.insights", NULL, CLI_OFFER_FILES,
     NULL, 1, 1, 0, cli_verb_restore},
    {"sql", DATA, "STATEMENT",
     "read the study with SQL, over views such as v_evidence", NULL,
     "sql \"select speaker, count(*) from v_evidence group by 1\"", NULL,
     CLI_OFFER_NOTHING, NULL, 1, 1, CLI_LISTS, cli_verb_sql},

    {"schedule", JOBS, "next EXPRESSION",
     "when a schedule fires, and why a time moved or fell out",
     "Five fields: minute, hour, day of month, month, day of week; or six "
     "with\n"
     "seconds first. Lists, ranges, steps, names, L, LW, 15W, 5L, 5#2; @daily.",
     "schedule next \"30 2 * * *\" --zone Europe/Berlin --from 2027-03-27",
     schedule_options, CLI_OFFER_WORDS, "next", 2, 2, CLI_LISTS,
     cli_verb_schedule},

    {"demo", MORE, "", "see it work on conversations that come with it",
     "Keeps nothing unless --store names a study that is to be made.", "demo",
     demo_options, CLI_OFFER_NOTHING, NULL, 0, 0, 0, cli_verb_demo},
    {"doctor", MORE, "", "is the study whole, and is everything set up?", NULL,
     "doctor --vacuum", doctor_options, CLI_OFFER_NOTHING, NULL, 0, 0,
     CLI_LISTS, cli_verb_doctor},
    {"config", MORE, "[list | get KEY | set KEY VALUE]",
     "settings: store, project, actor",
     "A flag comes before the environment, that before the folder's\n"
     "insights.conf, that before your own file.",
     "config set actor \"Ada Lovelace\"", config_options, CLI_OFFER_WORDS,
     "list get set", 0, 3, CLI_LISTS, cli_verb_config},
    {"completion", MORE, "bash | zsh | fish", "print completions for a shell",
     "They know the conversations and codes of your study.",
     "completion bash > ~/.local/share/bash-completion/completions/insights",
     NULL, CLI_OFFER_WORDS, "bash zsh fish", 1, 2, 0, cli_verb_completion},
    {"help", MORE, "[VERB | environment | all]",
     "explain a verb, with an example", NULL, "help code", help_options,
     CLI_OFFER_VERBS, NULL, 0, 1, 0, cli_verb_help},

    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, CLI_OFFER_NOTHING, NULL, 0, 0, 0,
     NULL}};

const cli_verb cli_file_verb = {
    "FILE",
    MORE,
    "",
    "read one transcript and write a report beside it",
    "Prints the questions and answers and a summary. Nothing else is kept\n"
    "unless --save is given.",
    "call.vtt",
    file_options,
    CLI_OFFER_FILES,
    NULL,
    0,
    1,
    0,
    NULL};

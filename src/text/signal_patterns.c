/* signal_patterns.c - the cues there are.
 *
 * `sure` is 1 only where at least four in five places were right when people
 * read a sample of hits in conversations that the pattern was not made for;
 * all others are filters.
 */
#include "text/signals.h"

/* clang-format off */
const insights__signal_pattern insights__signal_patterns[] = {
    {"goal", "stated goal", 1,
     "my goal|our goal|my aim is|our aim|the goal is to|the aim is to|"
     "my goal is|what i'm trying to achieve|what we're trying to achieve"},
    {"goal", "wish to do", 0,
     "want to be able to|trying to|try to|hoping to|hope to|looking to|"
     "aiming to|in order to|so that i can|so i can|so we can|what i want is|"
     "what we want is|what we're trying to|what i'm trying to|the goal is"},
    {"goal", "want", 0,
     "i want to|we want to|i'd like to|we'd like to|i'd love to|"
     "we'd love to|i wanna|i wanted to|we wanted to"},

    {"pain", "strong dislike", 1,
     "drives me mad|drives me crazy|drives me nuts|drives us mad|"
     "drives us crazy|drive me crazy|drive me mad|drove me mad|"
     "drove me crazy|does my head in|i hate|i hated|we hate|we hated|"
     "can't stand|fed up with|sick of"},
    {"pain", "worst part", 1,
     "the worst part|the worst thing|the hardest part|the hardest thing|"
     "the most annoying|the most frustrating|the biggest problem|"
     "the biggest challenge|the main problem|a nightmare|pain in the"},
    {"pain", "irritation", 1,
     "annoying|annoys|annoyed|annoyance*|frustrating|frustrates|frustrated|"
     "frustration*"},
    {"pain", "trouble", 0,
     "problem*|difficult*|struggl*|trouble|stuck|broken|doesn't work|"
     "didn't work|not working|won't work|waste of|wasting|too slow|"
     "takes forever|crash*|fail*|complain*|a mess|messy|confus*|impossible|"
     "error*|mistake*|painful|tedious|overwhelm*"},

    {"behavior", "habit", 1,
     "i usually|we usually|i normally|we normally|i tend to|we tend to"},
    {"behavior", "how often", 0,
     "i always|we always|i never|we never|most days|every day|"
     "every morning|every week|every month|every time|every night|once a|"
     "twice a|whenever|most of the time"},
    {"behavior", "what I do", 0,
     "what i do is|what we do is|so what i do|what i did|what i've done"},

    {"tool", "use of a tool", 0,
     "we use|i use|we used|i used|we're using|i'm using|we've been using|"
     "i've been using|we switched to|i switched to"},
    {"tool", "kind of tool", 0,
     "software|spreadsheet*|excel|app|apps|database*|laptop*|computer*|"
     "tablet|phone|website|portal|crm|the system|the program|the tool*"},

    {"value", "what it gives", 0,
     "saves me|saves us|save time|saves time|makes it easier|it's worth|"
     "worth it|the benefit*|helps me|helps us|really helpful|"
     "makes a difference|made a difference"},
    {"value", "what matters", 0,
     "important to me|important to us|matters to|really matters|"
     "what matters|i care about|we care about|the most important|"
     "main thing is"},
    {"value", "money", 0,
     "cost|costs|price*|expensive|cheap*|afford*|budget*|per month|a month|"
     "a year|dollar*|pound*|euro*|money|fee|fees|pay for|paid for"},

    {"requirements", "need", 0,
     "we need|i need|you need to|needs to|need to|must have|has to be|"
     "have to be|it has to|they have to|required|requirement*|"
     "would have to|must be"},

    {"preference", "rather", 1,
     "i prefer|we prefer|i'd prefer|we'd prefer|i would prefer|"
     "my favourite|my favorite"},
    {"preference", "like", 0,
     "i like|i love|i don't like|i didn't like|we like|we love|"
     "i quite like|i enjoy|i'd rather|i would rather|we'd rather"},

    {"demographic", "position", 1,
     "my job is|my role is|my title is|my job title|i work as"},
    {"demographic", "background", 0,
     "i'm the owner|by training|i trained as|i'm an engineer|years old|"
     "i was born|i retired|i studied|years in|years as|been here for|"
     "been here since|i've been here|i been here|i started in|worked here|"
     "been doing this"},

    {"context", "circumstances", 0,
     "at home|at work|in the office|on my own|over lunch|at night|"
     "in the morning|at the weekend|on the train|on the road|when i'm|"
     "when we're"},

    {"artifact", "thing kept", 0,
     "spreadsheet*|notebook*|sticky note*|post it|whiteboard*|diary|"
     "printout|printed|calendar|checklist*|folder*|document*|report*|notes|"
     "ledger|on paper|a list|the list|form|forms|email*"},

    {"emotion", "named feeling", 1,
     "worried|scared|frightened|nervous|anxious|embarrassed|embarrassing|"
     "excited|proud|delighted|furious|relieved|ashamed|upset"},
    {"emotion", "feeling", 0,
     "i felt|i feel|we felt|angry|afraid|stress*|happy|sad|crying|cried|"
     "guilty|disappoint*|frustrat*|mad at|panic*"},

    {"workflow", "steps", 0,
     "first i|first we|first thing|then i|then we|and then you|after that|"
     "the next step|next step|what happens is|the way it works|"
     "the way we do|the process|step by step|the first step|the last step"},
    {"workflow", "way around", 0,
     "workaround*|work around|work round|get around it|got around|by hand|"
     "manually|as a backup|just in case|i end up|we end up|ended up"},

    {"feature", "part of a product", 0,
     "feature*|button*|setting*|dashboard*|notification*|pop up|drop down|"
     "menu*|the screen|interface|option to|it lets|allows you|allows us|"
     "lets you"},
    {"feature", "wished for", 0,
     "i wish it|i wish there|i wish they|i wish you|would be nice if|"
     "would be great if|would be good if|it should be able|why can't it|"
     "if only"},
};
/* clang-format on */

const size_t insights__signal_pattern_count =
    sizeof(insights__signal_patterns) / sizeof(*insights__signal_patterns);

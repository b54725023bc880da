/* test_log.c - messages to whoever asked for them. */
#include "base/log.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

typedef struct heard {
    int count;
    int level;
    char last[2048];
} heard;

static void hear(int level, const char *message, void *user)
{
    heard *self = user;

    self->count++;
    self->level = level;
    snprintf(self->last, sizeof(self->last), "%s", message);
}

Test(log, only_what_is_serious_enough_arrives)
{
    heard ear = {0, 0, ""};

    insights__log(INSIGHTS_LOG_ERROR, "nobody listens");
    insights_log_set(hear, INSIGHTS_LOG_WARNING, &ear);
    insights__log(INSIGHTS_LOG_WARNING, "turn %d\nis empty", 7);
    insights__log(INSIGHTS_LOG_INFO, "not for you");
    cr_expect(eq(int, ear.count, 1));
    cr_expect(eq(int, ear.level, INSIGHTS_LOG_WARNING));
    cr_expect(eq(str, ear.last, "turn 7 is empty"));
    insights_log_set(NULL, INSIGHTS_LOG_DEBUG, NULL);
    insights__log(INSIGHTS_LOG_ERROR, "nobody listens");
    cr_expect(eq(int, ear.count, 1));
}

Test(log, a_long_message_is_cut)
{
    heard ear = {0, 0, ""};
    char text[5000];

    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    insights_log_set(hear, INSIGHTS_LOG_DEBUG, &ear);
    insights__log(INSIGHTS_LOG_DEBUG, "%s", text);
    cr_expect(eq(int, ear.count, 1));
    cr_expect(lt(sz, strlen(ear.last), sizeof(text) - 1));
    insights_log_set(NULL, 0, NULL);
}

static void leave(int level, const char *message, void *user)
{
    (void)level;
    (void)message;
    ++*(int *)user;
    insights_log_set(NULL, 0, NULL);
}

Test(log, the_callback_may_stop_listening)
{
    int count = 0;

    insights_log_set(leave, INSIGHTS_LOG_DEBUG, &count);
    insights__log(INSIGHTS_LOG_ERROR, "one");
    insights__log(INSIGHTS_LOG_ERROR, "two");
    cr_expect(eq(int, count, 1));
}

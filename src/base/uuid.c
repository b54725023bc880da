/* uuid.c - UUIDv7 with a counter behind the milliseconds.
 *
 *     48 bits   milliseconds since 1970, never less than the last ones
 *     42 bits   a counter: random at each new millisecond with the top bit
 *               clear, then growing
 *     32 bits   random, so that the last eight characters tell ids apart
 *
 * and the six bits that say "version 7" between them. A counter that would
 * run over borrows the next millisecond.
 */
#include "base/uuid.h"

#include "base/environment.h"
#include "base/platform/platform.h"

#include <string.h>

#define COUNTER_BITS 42
#define COUNTER_END ((uint64_t)1 << COUNTER_BITS)
#define STEP_MASK 0xffu

/* Random bytes are taken from the environment by the pool, not by the id. */
#define POOL 256

static struct {
    insights__mutex lock;
    int64_t last_ms;
    uint64_t counter;
    unsigned environment; /* the generation the pool is from */
    size_t left;
    unsigned char pool[POOL];
} state = {INSIGHTS__MUTEX_INIT, -1, 0, 0, 0, {0}};

static insights__once fork_once = INSIGHTS__ONCE_INIT;

static void before_fork(void)
{
    insights__mutex_lock(&state.lock);
}

static void in_parent(void)
{
    insights__mutex_unlock(&state.lock);
}

/* The child keeps the time it must not go behind; all chance is new. */
static void in_child(void)
{
    state.left = 0;
    state.counter = COUNTER_END;
    insights__mutex_unlock(&state.lock);
}

static void watch_forks(void)
{
    insights__at_fork(before_fork, in_parent, in_child);
}

/* Take `length` random bytes from the pool as a number; 0: there are none. */
static int take_random(size_t length, uint64_t *out)
{
    uint64_t value = 0;

    if (state.left < length) {
        if (!insights__random(state.pool, sizeof(state.pool)))
            return 0;
        state.left = sizeof(state.pool);
    }
    for (size_t i = 0; i < length; i++) {
        state.left--;
        value = value << 8 | state.pool[state.left];
        state.pool[state.left] = 0;
    }
    *out = value;
    return 1;
}

/* Advance the clock and counter, under the lock; 0: no random bytes. Another
 * environment is another world, with a time of its own. */
static int advance(uint64_t *tail)
{
    int64_t now = insights__wall_ms();
    uint64_t chance = 0;

    if (state.environment != insights__environment_generation()) {
        state.environment = insights__environment_generation();
        state.left = 0;
        state.last_ms = -1;
    }
    if (!take_random(4, tail) || !take_random(6, &chance))
        return 0;

    if (now <= state.last_ms) {
        state.counter += 1 + (chance & STEP_MASK);
        if (state.counter < COUNTER_END)
            return 1;
        now = state.last_ms + 1;
    }
    state.last_ms = now;
    state.counter = chance & (COUNTER_END / 2 - 1);
    return 1;
}

static void write_hex(char *out, uint64_t value, size_t digits)
{
    while (digits--) {
        out[digits] = "0123456789abcdef"[value & 0xfu];
        value >>= 4;
    }
}

insights_status insights__uuid_new(
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    uint64_t counter;
    uint64_t ms;
    uint64_t tail = 0;
    int done;

    insights__once_run(&fork_once, watch_forks);
    insights__mutex_lock(&state.lock);
    done = advance(&tail);
    counter = state.counter;
    ms = (uint64_t)state.last_ms;
    insights__mutex_unlock(&state.lock);
    if (!done)
        return insights__fail(
            error, INSIGHTS_E_IO, "the system gives no random bytes");

    memcpy(out, "00000000-0000-0000-0000-000000000000", INSIGHTS__UUID_TEXT);
    write_hex(out, ms >> 16, 8);
    write_hex(out + 9, ms, 4);
    write_hex(out + 14, 0x7000u | counter >> 30, 4);
    write_hex(out + 19, 0x8000u | (counter >> 16 & 0x3fffu), 4);
    write_hex(out + 24, counter, 4);
    write_hex(out + 28, tail, 8);
    return INSIGHTS_OK;
}

int insights__uuid_valid(const char *text)
{
    for (size_t i = 0; i < INSIGHTS__UUID_TEXT - 1; i++) {
        char c = text[i];

        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (c != '-')
                return 0;
        } else if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return 0;
        }
    }
    return text[INSIGHTS__UUID_TEXT - 1] == '\0';
}

static unsigned nibble(char digit)
{
    return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

void insights__uuid_pack(unsigned char out[16], const char *text)
{
    for (int i = 0; i < 16 && text[0] && text[1]; i++, text += 2) {
        text += *text == '-';
        out[i] = (unsigned char)(nibble(text[0]) << 4 | nibble(text[1]));
    }
}

void insights__uuid_unpack(
    char out[INSIGHTS__UUID_TEXT],
    const unsigned char bytes[16])
{
    static const char digits[] = "0123456789abcdef";

    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}

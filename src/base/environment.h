/* environment.h - the one place where time and chance come from.
 *
 * Nothing else in the library asks a clock or the kernel's random numbers,
 * so that a test, or the simulation, can replace all of them at once.
 */
#ifndef INSIGHTS_BASE_ENVIRONMENT_H
#define INSIGHTS_BASE_ENVIRONMENT_H

#include <stddef.h>
#include <stdint.h>

typedef struct insights__environment {
    int64_t (*wall_ms)(void *user);                        /* since 1970 UTC */
    int64_t (*monotonic_ns)(void *user);                   /* from any start */
    int (*random)(void *bytes, size_t length, void *user); /* 0: failed */
    void *user;
} insights__environment;

/* Replace it (copied); NULL restores the machine's. Not while other threads
 * use the library. */
void insights__environment_set(const insights__environment *environment);

/* Changes whenever the environment was replaced: what was kept from the old
 * one, such as random bytes, is not to be used any more. */
unsigned insights__environment_generation(void);

int64_t insights__wall_ms(void);
int64_t insights__monotonic_ns(void);
int insights__random(void *bytes, size_t length);

#endif

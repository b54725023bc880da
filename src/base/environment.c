/* environment.c - the machine's clocks and random numbers, or a test's. */
#include "base/environment.h"

#include "base/platform/platform.h"

#include <stdatomic.h>

static int64_t machine_wall_ms(void *user)
{
    (void)user;
    return insights__platform_wall_ms();
}

static int64_t machine_monotonic_ns(void *user)
{
    (void)user;
    return insights__platform_monotonic_ns();
}

static int machine_random(void *bytes, size_t length, void *user)
{
    (void)user;
    return insights__platform_random(bytes, length);
}

static const insights__environment machine = {
    machine_wall_ms, machine_monotonic_ns, machine_random, NULL};

static insights__environment current = {
    machine_wall_ms, machine_monotonic_ns, machine_random, NULL};

static atomic_uint generation;

void insights__environment_set(const insights__environment *environment)
{
    current = environment ? *environment : machine;
    atomic_fetch_add(&generation, 1);
}

unsigned insights__environment_generation(void)
{
    return atomic_load(&generation);
}

int64_t insights__wall_ms(void)
{
    return current.wall_ms(current.user);
}

int64_t insights__monotonic_ns(void)
{
    return current.monotonic_ns(current.user);
}

int insights__random(void *bytes, size_t length)
{
    return current.random(bytes, length, current.user);
}

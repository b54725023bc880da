/* disk_crash.c - the power fails, a process dies, and what is left. */
#include "simulation/disk_inside.h"

#include <stdlib.h>
#include <string.h>

const char *const disk_survival_names[DISK_SURVIVALS] = {
    "kept", "lost", "ordered", "some", "torn"};

/* --- Dying ---------------------------------------------------------------- */

void disk_power_off(disk *self)
{
    self->off = 1;
    while (self->handles)
        disk_detach(self->handles);
}

int disk_is_off(const disk *self)
{
    return self->off;
}

void disk_process(disk *self, int process)
{
    pthread_mutex_lock(&self->lock);
    disk_shared_restore(self);
    self->process = process;
    pthread_mutex_unlock(&self->lock);
}

static void kill_process(disk *self, int process)
{
    disk_handle *handle;
    disk_handle *next;

    self->dead |= UINT64_C(1) << process;
    disk_shared_save(self);
    for (handle = self->handles; handle; handle = next) {
        next = handle->next;
        if (handle->process == process)
            disk_detach(handle);
    }
}

void disk_kill(disk *self, int process)
{
    pthread_mutex_lock(&self->lock);
    kill_process(self, process);
    disk_sweep(self);
    pthread_mutex_unlock(&self->lock);
}

int disk_is_dead(const disk *self)
{
    return self->off || self->dead >> self->process & 1;
}

void disk_stop(disk *self, int power)
{
    if (power & DISK_POWER)
        disk_power_off(self);
    else if (power & DISK_KILL)
        kill_process(self, self->process);
}

/* --- What is left --------------------------------------------------------- */

/* The bytes of a file: those synced, and of the others what fate leaves. */
static void settle_bytes(
    disk_node *node,
    disk_survival survival,
    disk_random *fate)
{
    int first = node->change_count;

    if (survival == DISK_ORDERED)
        first = (int)(disk_draw(fate) % (uint64_t)(node->change_count + 1));
    for (int i = 0; i < node->change_count; i++) {
        const disk_change *change = &node->changes[i];

        if (survival == DISK_KEPT || (survival == DISK_ORDERED && i < first) ||
            (survival == DISK_SOME && disk_draw(fate) & 1))
            disk_change_apply(&node->synced, change);
        else if (
            (survival == DISK_ORDERED && i == first) ||
            (survival == DISK_TORN && disk_draw(fate) & 1))
            disk_change_tear(&node->synced, change, fate);
        free(node->changes[i].data);
    }
    node->change_count = 0;
    disk_fill(&node->now, node->synced.data, node->synced.length);
}

/* Whether a name made or taken away since the last sync of names stays so. */
static void settle_name(
    disk_node *node,
    disk_survival survival,
    disk_random *fate)
{
    int stays = survival == DISK_KEPT;

    if (survival == DISK_ORDERED || survival == DISK_SOME ||
        survival == DISK_TORN)
        stays = disk_draw(fate) & 1;
    if (node->linked != node->durable && !stays)
        node->linked = node->durable;
    node->durable = node->linked;
}

void disk_power_on(disk *self, disk_survival survival)
{
    pthread_mutex_lock(&self->lock);
    disk_power_off(self);
    for (disk_node *node = self->nodes; node; node = node->next) {
        settle_bytes(node, survival, &self->fate);
        if (*node->name)
            settle_name(node, survival, &self->fate);
    }
    /* Of two files with one name the later stands. */
    for (disk_node *node = self->nodes; node; node = node->next) {
        for (disk_node *later = node->next; later; later = later->next) {
            if (later->linked && strcmp(later->name, node->name) == 0)
                node->linked = node->durable = 0;
        }
    }
    disk_sweep(self);
    disk_heal(self);
    self->off = 0;
    self->process = 0;
    self->dead = 0;
    pthread_mutex_unlock(&self->lock);
}

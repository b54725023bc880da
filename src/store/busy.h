/* busy.h - our own threads, and forks.
 *
 * A fork copies every lock as it is at that moment, those inside SQLite too.
 * What the host's threads hold then is the host's business; but a host of one
 * thread does not know of ours. So a thread of ours is busy while it works in
 * the store, and a fork waits until none is. It is not busy while it calls
 * the host or waits for work.
 */
#ifndef INSIGHTS_STORE_BUSY_H
#define INSIGHTS_STORE_BUSY_H

/* By a thread of ours; not nested. */
void insights__busy_begin(void);
void insights__busy_end(void);

#endif

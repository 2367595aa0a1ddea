import { foundation } from './0001-foundation';
import { channels } from './0002-channels';
import { matching } from './0003-matching';
import { assignment } from './0004-assignment';
import type { Migration } from './migration';

/** The one history of the schema, oldest first. A published migration is never edited. */
export const migrations: readonly Migration[] = [foundation, channels, matching, assignment];

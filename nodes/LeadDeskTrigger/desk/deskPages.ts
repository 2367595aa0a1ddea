import type { DeskPage } from './deskPage';
import { lead } from './lead';
import { leads } from './leads';
import { pair } from './pair';
import { quarantine } from './quarantine';
import { review } from './review';

/** The pages of the desk, in the order of the navigation. The first one opens the desk. */
export const deskPages: readonly DeskPage[] = [leads, lead, review, pair, quarantine];

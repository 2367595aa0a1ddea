import type { NodeOperation } from '../../shared/operation';
import { assign } from './assign';
import { claim } from './claim';
import { distributePools } from './distributePools';
import { explain } from './explain';
import { putIntoPool } from './putIntoPool';
import { reassignMissed } from './reassignMissed';
import { reclaimDue } from './reclaimDue';
import { release } from './release';
import { setAvailability } from './setAvailability';
import { simulate } from './simulate';
import { transfer } from './transfer';

/** What the node can do; the first is what it does when it is new. */
export const operations: readonly [NodeOperation, ...NodeOperation[]] = [
	assign,
	claim,
	distributePools,
	explain,
	putIntoPool,
	reassignMissed,
	reclaimDue,
	release,
	setAvailability,
	simulate,
	transfer,
];

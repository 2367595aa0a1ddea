import {
	areaLibrary,
	disposableMailDomains,
	domainLibrary,
	freeMailDomains,
	phoneLibrary,
	pinyinLibrary,
} from '../../model/libraries';
import { regionTable } from '../../model/regionTable';
import { readMailbox } from '../values/mailbox';
import { readOrganisation } from '../values/organisation';
import { readTelephones } from '../values/telephone';
import { pinyinOf } from '../values/word';

/** Libraries, and values whose reading makes a table, which is all done when it is first needed. */
const FIRST_TIMES: ReadonlyArray<() => unknown> = [
	pinyinLibrary,
	() => pinyinOf('王'),
	phoneLibrary,
	() => readTelephones('021-55550000'),
	areaLibrary,
	regionTable,
	() => readOrganisation('上海例子科技有限公司'),
	() => readOrganisation('Shanghai Example Technology Ltd'),
	domainLibrary,
	disposableMailDomains,
	freeMailDomains,
	() => readMailbox('jane@mail.example.com'),
];

/** Loads what reading leads takes, piece by piece: all at the first lead would stop everybody for long. */
export function* loadLibraries(): Generator<void, void> {
	for (const load of FIRST_TIMES) {
		load();
		yield;
	}
}

import { readMailbox } from '../values/mailbox';
import { readOrganisation } from '../values/organisation';
import { readTelephones } from '../values/telephone';
import { pinyinOf } from '../values/word';

/** Values whose reading takes a library or a table each, which is loaded when it is first needed. */
const FIRST_READINGS: ReadonlyArray<() => unknown> = [
	() => pinyinOf('王'),
	() => readTelephones('021-55550000'),
	() => readOrganisation('上海例子科技有限公司'),
	() => readOrganisation('Shanghai Example Technology Ltd'),
	() => readMailbox('jane@mail.example.com'),
];

/** Loads what reading leads takes, piece by piece: all at the first lead would stop everybody for long. */
export function* loadLibraries(): Generator<void, void> {
	for (const read of FIRST_READINGS) {
		read();
		yield;
	}
}

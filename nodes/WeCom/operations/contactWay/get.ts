import { isSimplified, simplifyField } from '../../fields/simplify';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { pictureFields, withPicture } from './picture';
import { configIdOf, contactWayField } from './settings';

export const get: WeComOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get contact way',
	description: 'Read one QR code: its state, members and picture',
	fields: [contactWayField, ...pictureFields, simplifyField],
	async run(run, index) {
		const { getContactWay } = await import('../../../../channels/wecom/api/contactWay');
		const { raw, ...way } = await getContactWay(await run.caller(), configIdOf(run, index));
		const [output] = outputItems(isSimplified(run, index) ? way : raw);
		return [await withPicture(run, index, output, way.qrCodeUrl)];
	},
};

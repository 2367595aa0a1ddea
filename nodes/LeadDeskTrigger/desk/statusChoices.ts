import { canTransition, isLeadStatus, leadStatusNames } from '../../../leads/model/status';

/**
 * What a lead may become by hand, its own status first. Conversion makes an account, a contact and a
 * deal, so it has a way of its own.
 */
export function statusesFrom(status: string): string[] {
	const others = leadStatusNames.filter((one) => one !== status && one !== 'converted');
	if (!isLeadStatus(status)) return [status, ...others];
	return [status, ...others.filter((one) => canTransition(status, one))];
}

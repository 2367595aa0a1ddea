import { LeadflowError } from '../../model/error';
import { memberInputSchema, type Member, type MemberInput } from '../../model/member';
import { teamInputSchema, type Team, type TeamInput } from '../../model/team';
import type { StoreContext } from '../context';
import { requireTeam } from '../references';
import type { Step } from '../step';
import type { RecordDefinition, RecordDraft } from './definition';
import { normalizeSharedFields } from './normalizeFields';

function forbidden(what: string): LeadflowError {
	return new LeadflowError(
		'FORBIDDEN',
		`${what} needs an administrator, or the manager of the team`,
		{
			hint: "Choose a 'Leadflow Store API' credential with a role that may do this.",
		},
	);
}

/** Administrators manage everybody; a manager manages the own team and hands out no higher role. */
function requireMemberManager(context: StoreContext, { before, values }: RecordDraft): void {
	const { role, scope } = context.actor;
	if (role === 'system' || role === 'admin') return;
	if (role !== 'manager' || scope.kind !== 'team') throw forbidden('Changing members');
	const teams = Array.isArray(values.teamIds) ? values.teamIds : [];
	const ours =
		teams.length > 0 &&
		teams.every((id) => scope.teamIds.includes(String(id))) &&
		(before === undefined || scope.teamIds.includes(String(before.team_id)));
	const modest = values.role === 'member' || values.role === 'viewer';
	const unchanged =
		before !== undefined && before.role === values.role && before.id === scope.memberId;
	if (!ours || !(modest || unchanged))
		throw forbidden('Changing members of other teams or their roles');
}

/** Keeps the teams of a member real, the first of them in the column by which a manager sees. */
function* settleTeams(context: StoreContext, draft: RecordDraft): Step<void> {
	const teamIds: string[] = [];
	const known = Array.isArray(draft.current.teamIds) ? draft.current.teamIds : [];
	for (const id of Array.isArray(draft.values.teamIds) ? draft.values.teamIds : []) {
		const team = known.includes(id)
			? String(id)
			: (yield* requireTeam(context, String(id), 'teamIds')).id;
		if (!teamIds.includes(team)) teamIds.push(team);
	}
	draft.values.teamIds = teamIds;
	draft.columns.team_id = teamIds[0] ?? null;
}

/** Imports recognise members by their address, however it is spelt. */
function lowerCase(value: unknown): unknown {
	return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Members (销售人员): those who work on leads. */
export const memberRecords: RecordDefinition<MemberInput, Member> = {
	kind: 'member',
	table: 'members',
	schema: memberInputSchema,
	searched: ['name', 'email', 'mobile'],
	sorts: ['name'],
	defaults: () => ({ role: 'member', active: true }),
	normalize(draft) {
		const { email, mobile } = draft.values;
		const reach: RecordDraft = { ...draft, values: { email, mobile } };
		normalizeSharedFields(reach);
		// A colleague may be reached by a landline.
		const number = reach.values.mobile ?? reach.values.phone ?? mobile;
		draft.values = { ...draft.values, email: lowerCase(reach.values.email), mobile: number };
		if (draft.values.role === null) draft.values.role = 'member';
		if (draft.values.active === null) draft.values.active = true;
	},
	*settle(context, draft) {
		yield* settleTeams(context, draft);
		requireMemberManager(context, draft);
	},
	present: (values) => ({
		teamIds: [],
		regions: [],
		skills: [],
		products: [],
		languages: [],
		weight: 1,
		capacity: {},
		shifts: [],
		leaves: [],
		custom: {},
		...values,
	}),
};

/** Teams (团队): members who share leads and a manager. */
export const teamRecords: RecordDefinition<TeamInput, Team> = {
	kind: 'team',
	table: 'teams',
	schema: teamInputSchema,
	person: { field: 'managerId', column: 'manager_id', shownAs: 'manager' },
	searched: ['name'],
	sorts: ['name'],
	*settle(context, { before, values, current }) {
		const { role, scope } = context.actor;
		const ours =
			scope.kind === 'team' && before !== undefined && scope.teamIds.includes(String(before.id));
		if (role !== 'system' && role !== 'admin' && !(role === 'manager' && ours)) {
			throw forbidden('Changing teams');
		}
		const { parentTeamId } = values;
		if (typeof parentTeamId !== 'string' || parentTeamId === current.parentTeamId) return;
		values.parentTeamId = (yield* requireTeam(context, parentTeamId, 'parentTeamId')).id;
	},
	present: (values) => ({ regions: [], active: true, custom: {}, ...values }),
};

/** A member or team that a record names. */
export interface PersonReference {
	id: string;
	name: string | null;
}

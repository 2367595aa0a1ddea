import type { LeadflowErrorCode } from '../../../../leads/model/error';

/** What an errcode means: the kind of error, what happened, what to do. */
export type Errcode = readonly [code: LeadflowErrorCode, happened: string, hint: string];

export type ErrcodeTable = Readonly<Record<string, Errcode>>;

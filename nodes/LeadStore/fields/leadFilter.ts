export { includeTestField, leadFilterFields, leadQueryOf } from '../../shared/leadFilter';

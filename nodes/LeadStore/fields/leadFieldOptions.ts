export { CUSTOM_FIELD, shownFieldOptions } from '../../shared/leadFieldOptions';

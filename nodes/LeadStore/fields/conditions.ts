export { conditionFields, conditionsOf } from '../../shared/conditions';

import { registerBackupContract } from './backup-contract.ts';
import { sqliteTarget } from './backup-targets.ts';

registerBackupContract(sqliteTarget(), sqliteTarget());

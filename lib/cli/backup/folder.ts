/** @module */

/** Where backups go when nothing else is said, and where the doctor looks for them. */
export const BACKUPS_FOLDER = ".data/backups";

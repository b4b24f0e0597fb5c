/** The migrated database that test databases are copied from. */
export const template = "promoteros_template"

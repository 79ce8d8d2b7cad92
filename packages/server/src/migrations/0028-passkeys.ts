import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Passkeys that bring a journey back, and the questions that browsers were asked. */
export const passkeys: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('passkey')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('journey_id', 'text', (column) => column.notNull())
      .addColumn('credential_id', 'text', (column) => column.notNull().unique())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('user_handle', 'text', (column) => column.notNull())
      .addColumn('counter', 'bigint', (column) => column.notNull())
      .addColumn('transports_json', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('used_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('passkey_key', ['tenant_id', 'id'] as never[])
      .execute()
    await db.schema
      .createIndex('passkey_by_journey')
      .on('passkey')
      .columns(['tenant_id', 'journey_id'])
      .execute()
    await db.schema.createIndex('passkey_by_use').on('passkey').column('used_at').execute()
    await db.schema
      .createTable('passkey_challenge')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('challenge', 'text', (column) => column.notNull())
      .addColumn('tenant_id', 'text')
      .addColumn('journey_id', 'text')
      .addColumn('user_handle', 'text')
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('passkey_challenge_by_expiry')
      .on('passkey_challenge')
      .column('expires_at')
      .execute()
  },
}

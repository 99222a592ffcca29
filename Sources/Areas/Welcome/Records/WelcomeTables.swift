import Store

package enum WelcomeTables {
  package static let migrations = [
    Migration(
      "welcome 001: enquiries and public pages",
      """
      CREATE TABLE enquiries (
        id TEXT PRIMARY KEY, received_at BIGINT NOT NULL, name TEXT NOT NULL, organisation TEXT NOT NULL DEFAULT '', email TEXT NOT NULL,
        phone TEXT NOT NULL DEFAULT '', need TEXT NOT NULL, wanted_cells BIGINT, wanted_area BIGINT, wanted_from TEXT,
        message TEXT NOT NULL DEFAULT '', language TEXT NOT NULL, search_key TEXT NOT NULL, peer_digest TEXT NOT NULL,
        handled_at BIGINT, handled_by TEXT, handled_note TEXT NOT NULL DEFAULT '', forgotten_at BIGINT
      )
      ;;
      CREATE INDEX enquiries_by_time ON enquiries (received_at)
      ;;
      CREATE INDEX enquiries_by_peer ON enquiries (peer_digest, received_at)
      ;;
      CREATE TABLE public_pages (
        name TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, written_at BIGINT NOT NULL, written_by TEXT NOT NULL,
        PRIMARY KEY (name, language)
      )
      ;;
      CREATE TABLE welcome_parameters (
        name TEXT NOT NULL, from_day TEXT NOT NULL, amount BIGINT NOT NULL, reference TEXT NOT NULL, PRIMARY KEY (name, from_day)
      )
      ;;
      INSERT INTO welcome_parameters (name, from_day, amount, reference) VALUES
        ('enquiries.kept.months', '2018-05-25', 36, 'RGPD, art. 5 (1) e; CNIL, référentiel « gestion commerciale » : trois ans après le dernier contact')
      """),
    Migration(
      "welcome 002: what was answered", "ALTER TABLE enquiries ADD COLUMN reply TEXT NOT NULL DEFAULT ''"),
    Migration(
      "welcome 003: a stamp is used once, and receipts are counted by address",
      """
      ALTER TABLE enquiries ADD COLUMN email_key TEXT NOT NULL DEFAULT ''
      ;;
      ALTER TABLE enquiries ADD COLUMN stamp TEXT
      ;;
      CREATE UNIQUE INDEX enquiries_by_stamp ON enquiries (stamp)
      ;;
      CREATE INDEX enquiries_by_address ON enquiries (email_key, received_at)
      """),
  ]
}

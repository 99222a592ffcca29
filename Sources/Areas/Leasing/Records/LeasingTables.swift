import Store

/// The tables of the area. Released text never changes: what comes later is a new migration.
package enum LeasingTables {
  package static let migrations = [
    schemes, leases, lives, papers, usualSchemes, publishedIndices, paperTables, reminderTables, subscriptionTables,
    amendedTerms, noticeGrounds, filings, amendedIndex,
    amendedDeposit, amendedPayer, cancelledCalls,
  ]

  private static let schemes = Migration(
    "leasing 001: schemes, indices, regimes of premises",
    """
    CREATE TABLE lease_schemes (
      id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN (
        'commercial', 'derogatory', 'precarious', 'pepiniere', 'hotel', 'preincubation', 'accelerator', 'domiciliation', 'desk')),
      name_fr TEXT NOT NULL, name_en TEXT NOT NULL, name_de TEXT NOT NULL
    )
    ;;
    CREATE TABLE scheme_versions (
      id TEXT PRIMARY KEY, scheme TEXT NOT NULL REFERENCES lease_schemes (id), from_day TEXT NOT NULL,
      age_least BIGINT CHECK (age_least >= 0), age_most BIGINT CHECK (age_most >= 0),
      stay_least BIGINT CHECK (stay_least > 0), stay_most BIGINT CHECK (stay_most > 0),
      first_term BIGINT CHECK (first_term > 0), renewal_step BIGINT CHECK (renewal_step > 0),
      ladder TEXT NOT NULL DEFAULT '', notice_months BIGINT NOT NULL CHECK (notice_months >= 0),
      notice_days BIGINT NOT NULL CHECK (notice_days >= 0), notice_triennial BIGINT NOT NULL CHECK (notice_triennial IN (0, 1)),
      exit_scheme TEXT REFERENCES lease_schemes (id), deposit_months BIGINT NOT NULL CHECK (deposit_months >= 0),
      tacit BIGINT NOT NULL CHECK (tacit IN (0, 1)), vat TEXT NOT NULL CHECK (vat IN ('premises', 'compulsory')),
      reference TEXT NOT NULL, UNIQUE (scheme, from_day)
    )
    ;;
    CREATE TABLE index_values (
      index_name TEXT NOT NULL CHECK (index_name IN ('ILC', 'ILAT')), quarter TEXT NOT NULL, hundredths BIGINT NOT NULL CHECK (hundredths > 0),
      published_on TEXT, source TEXT NOT NULL, single_source BIGINT NOT NULL CHECK (single_source IN (0, 1)), added_at BIGINT NOT NULL,
      added_by TEXT NOT NULL, PRIMARY KEY (index_name, quarter)
    )
    ;;
    CREATE TABLE index_ceilings (
      index_name TEXT NOT NULL CHECK (index_name IN ('ILC', 'ILAT')), first_quarter TEXT NOT NULL, last_quarter TEXT NOT NULL,
      most BIGINT NOT NULL CHECK (most >= 0), small_firms BIGINT NOT NULL CHECK (small_firms IN (0, 1)), reference TEXT NOT NULL,
      PRIMARY KEY (index_name, first_quarter)
    )
    ;;
    CREATE TABLE premises_regimes (
      building TEXT NOT NULL REFERENCES buildings (id), from_day TEXT NOT NULL,
      regime TEXT NOT NULL CHECK (regime IN ('option', 'compulsory', 'exempt')), declared_on TEXT, reference TEXT NOT NULL,
      PRIMARY KEY (building, from_day)
    )
    """)

  private static let leases = Migration(
    "leasing 002: leases, their lines and prices",
    """
    CREATE TABLE leases (
      id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, external_key TEXT UNIQUE, version TEXT NOT NULL REFERENCES scheme_versions (id),
      entity TEXT NOT NULL REFERENCES organisations (id), tenant TEXT NOT NULL REFERENCES organisations (id),
      payer TEXT NOT NULL REFERENCES organisations (id), language TEXT NOT NULL, from_day TEXT NOT NULL,
      until_day TEXT CHECK (until_day > from_day), term_day TEXT CHECK (term_day > from_day), entry_day TEXT NOT NULL,
      proration TEXT NOT NULL CHECK (proration IN ('actual', 'thirty')), frequency TEXT NOT NULL CHECK (frequency IN ('month', 'quarter')),
      timing TEXT NOT NULL CHECK (timing IN ('advance', 'arrears')), payment_days BIGINT NOT NULL CHECK (payment_days BETWEEN 0 AND 60),
      index_name TEXT CHECK (index_name IN ('ILC', 'ILAT')), index_base TEXT, index_comparison TEXT CHECK (index_comparison IN ('same', 'latest')),
      index_day TEXT, index_months BIGINT CHECK (index_months > 0), tunnel BIGINT CHECK (tunnel > 0),
      small_firm BIGINT NOT NULL CHECK (small_firm IN (0, 1)), vat_regime TEXT NOT NULL CHECK (vat_regime IN ('option', 'compulsory', 'exempt')),
      deposit BIGINT NOT NULL CHECK (deposit >= 0), retail BIGINT NOT NULL CHECK (retail IN (0, 1)), founded_on TEXT,
      ground TEXT NOT NULL, purpose TEXT NOT NULL, purchase_order TEXT NOT NULL, note TEXT NOT NULL,
      previous TEXT REFERENCES leases (id), succession TEXT CHECK (succession IN ('renewal', 'move')),
      prepared_at BIGINT NOT NULL, prepared_by TEXT NOT NULL, offered_at BIGINT, offer_expires_on TEXT,
      withdrawn_at BIGINT, withdrawn_reason TEXT, signed_at BIGINT, signed_by TEXT, signed_person TEXT,
      signed_how TEXT CHECK (signed_how IN ('account', 'paper', 'import')), signed_digest TEXT, ended_on TEXT, ended_at BIGINT,
      end_reason TEXT, end_note TEXT, search_key TEXT NOT NULL,
      CHECK ((signed_at IS NULL) = (signed_how IS NULL)), CHECK ((ended_on IS NULL) = (end_reason IS NULL)),
      CHECK ((previous IS NULL) = (succession IS NULL)), CHECK (ended_on IS NULL OR signed_at IS NOT NULL),
      CHECK ((index_name IS NULL) = (index_base IS NULL)), CHECK (tunnel IS NULL OR index_name = 'ILC')
    )
    ;;
    CREATE INDEX leases_by_tenant ON leases (tenant, from_day)
    ;;
    CREATE INDEX leases_by_day ON leases (from_day, id)
    ;;
    CREATE INDEX leases_by_previous ON leases (previous)
    ;;
    CREATE TABLE lease_cells (
      lease TEXT NOT NULL REFERENCES leases (id), cell TEXT NOT NULL REFERENCES cells (id), from_day TEXT NOT NULL, PRIMARY KEY (lease, cell)
    )
    ;;
    CREATE INDEX lease_cells_by_cell ON lease_cells (cell)
    ;;
    CREATE TABLE lease_holds (
      hold TEXT PRIMARY KEY REFERENCES holds (id), lease TEXT NOT NULL REFERENCES leases (id),
      purpose TEXT NOT NULL CHECK (purpose IN ('offer', 'let', 'growth'))
    )
    ;;
    CREATE INDEX lease_holds_by_lease ON lease_holds (lease)
    ;;
    CREATE TABLE lease_lines (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), place BIGINT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
      area BIGINT CHECK (area > 0), from_day TEXT NOT NULL, until_day TEXT CHECK (until_day > from_day),
      vat TEXT NOT NULL CHECK (vat IN ('premises', 'standard')), indexed BIGINT NOT NULL CHECK (indexed IN (0, 1)), UNIQUE (lease, place)
    )
    ;;
    CREATE TABLE lease_steps (
      id TEXT PRIMARY KEY, line TEXT NOT NULL REFERENCES lease_lines (id), from_day TEXT NOT NULL,
      basis TEXT NOT NULL CHECK (basis IN ('year', 'month')), amount BIGINT NOT NULL CHECK (amount >= 0), rate BIGINT,
      cause TEXT NOT NULL CHECK (cause IN ('agreed', 'amended', 'index')), index_name TEXT, base_quarter TEXT, base_value BIGINT,
      new_quarter TEXT, new_value BIGINT, ratio TEXT, amount_before BIGINT, bound TEXT, made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
      reason TEXT NOT NULL, UNIQUE (line, from_day, cause)
    )
    ;;
    CREATE TABLE lease_reductions (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), kind TEXT NOT NULL CHECK (kind IN ('ladder', 'discount', 'free', 'freeze')),
      from_day TEXT NOT NULL, until_day TEXT CHECK (until_day > from_day), share BIGINT NOT NULL CHECK (share BETWEEN 1 AND 10000),
      made_at BIGINT NOT NULL, made_by TEXT NOT NULL, reason TEXT NOT NULL
    )
    ;;
    CREATE INDEX lease_reductions_by_lease ON lease_reductions (lease, from_day)
    """)

  private static let lives = Migration(
    "leasing 003: amendments, revisions, notices, deposits",
    """
    CREATE TABLE lease_amendments (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), place BIGINT NOT NULL, day TEXT NOT NULL, summary TEXT NOT NULL,
      made_at BIGINT NOT NULL, made_by TEXT NOT NULL, UNIQUE (lease, place)
    )
    ;;
    CREATE TABLE lease_revisions (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), day TEXT NOT NULL, index_name TEXT NOT NULL, base_quarter TEXT NOT NULL,
      base_value BIGINT NOT NULL, new_quarter TEXT NOT NULL, new_value BIGINT NOT NULL, ratio TEXT NOT NULL, bound TEXT, reference TEXT,
      rent_before BIGINT NOT NULL, rent_after BIGINT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL, UNIQUE (lease, day)
    )
    ;;
    CREATE TABLE lease_notices (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), side TEXT NOT NULL CHECK (side IN ('tenant', 'landlord')),
      received_on TEXT NOT NULL, effective_on TEXT NOT NULL, agreed BIGINT NOT NULL CHECK (agreed IN (0, 1)), note TEXT NOT NULL,
      made_at BIGINT NOT NULL, made_by TEXT NOT NULL, withdrawn_at BIGINT, withdrawn_by TEXT, CHECK (received_on <= effective_on)
    )
    ;;
    CREATE UNIQUE INDEX lease_notices_one ON lease_notices (lease) WHERE withdrawn_at IS NULL
    ;;
    CREATE TABLE deposit_movements (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), day TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('called', 'received', 'transferred', 'retained', 'setoff', 'returned')), amount BIGINT NOT NULL,
      other TEXT REFERENCES leases (id), document TEXT, reason TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
      CHECK (amount <> 0), CHECK (kind = 'transferred' OR amount > 0)
    )
    ;;
    CREATE INDEX deposit_movements_by_lease ON deposit_movements (lease, day)
    """)

  private static let papers = Migration(
    "leasing 004: insurance, contacts, inventories, files",
    """
    CREATE TABLE lease_files (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), purpose TEXT NOT NULL CHECK (purpose IN ('signature', 'photo', 'insurance')),
      name TEXT NOT NULL, type TEXT NOT NULL, size BIGINT NOT NULL CHECK (size > 0), digest TEXT NOT NULL, content TEXT NOT NULL,
      made_at BIGINT NOT NULL, made_by TEXT NOT NULL
    )
    ;;
    CREATE INDEX lease_files_by_lease ON lease_files (lease)
    ;;
    CREATE TABLE lease_insurances (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), insurer TEXT NOT NULL, policy TEXT NOT NULL, from_day TEXT NOT NULL,
      until_day TEXT NOT NULL, file TEXT REFERENCES lease_files (id), made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
      CHECK (until_day > from_day)
    )
    ;;
    CREATE INDEX lease_insurances_by_lease ON lease_insurances (lease, until_day)
    ;;
    CREATE TABLE lease_contacts (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), role TEXT NOT NULL CHECK (role IN ('signatory', 'billing', 'daily')),
      name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, made_at BIGINT NOT NULL, removed_at BIGINT
    )
    ;;
    CREATE INDEX lease_contacts_by_lease ON lease_contacts (lease)
    ;;
    CREATE TABLE lease_inventories (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), kind TEXT NOT NULL CHECK (kind IN ('entry', 'exit')), day TEXT NOT NULL,
      present TEXT NOT NULL, keys BIGINT NOT NULL CHECK (keys >= 0), remarks TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
      UNIQUE (lease, kind)
    )
    ;;
    CREATE TABLE inventory_items (
      inventory TEXT NOT NULL REFERENCES lease_inventories (id), place BIGINT NOT NULL, element TEXT NOT NULL,
      condition TEXT NOT NULL CHECK (condition IN ('new', 'good', 'worn', 'damaged', 'missing')), remark TEXT NOT NULL, PRIMARY KEY (inventory, place)
    )
    ;;
    CREATE TABLE inventory_photos (
      inventory TEXT NOT NULL REFERENCES lease_inventories (id), file TEXT NOT NULL REFERENCES lease_files (id), PRIMARY KEY (inventory, file)
    )
    """)
}

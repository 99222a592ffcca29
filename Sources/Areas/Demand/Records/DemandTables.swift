import Store

package enum DemandTables {
  package static let migrations = [files, selection, offers, offeredSchemes]

  private static let files = Migration(
    "demand 001: parameters, application files, papers",
    """
    CREATE TABLE demand_parameters (
      name TEXT NOT NULL, from_day TEXT NOT NULL, amount BIGINT NOT NULL, reference TEXT NOT NULL, PRIMARY KEY (name, from_day)
    )
    ;;
    INSERT INTO demand_parameters (name, from_day, amount, reference) VALUES
      ('rank.decision', '2019-02-04', 20, 'Règlement d’attribution, art. 4'), ('rank.seniority', '2019-02-04', 25, 'Règlement d’attribution, art. 4'),
      ('rank.committee', '2019-02-04', 20, 'Règlement d’attribution, art. 4'), ('rank.resident', '2019-02-04', 15, 'Règlement d’attribution, art. 4'),
      ('rank.programme', '2019-02-04', 5, 'Règlement d’attribution, art. 4'), ('rank.jobs', '2019-02-04', 10, 'Règlement d’attribution, art. 4'),
      ('rank.urgency', '2019-02-04', 5, 'Règlement d’attribution, art. 4'), ('rank.refusals', '2019-02-04', -15, 'Règlement d’attribution, art. 4'),
      ('rank.seniority.full', '2019-02-04', 24, 'Règlement d’attribution, art. 4'), ('rank.jobs.full', '2019-02-04', 10, 'Règlement d’attribution, art. 4'),
      ('rank.urgency.full', '2019-02-04', 12, 'Règlement d’attribution, art. 4'),
      ('refusals.most', '2019-02-04', 3, 'Règlement d’attribution, art. 6'), ('offer.days', '2019-02-04', 14, 'Règlement d’attribution, art. 5'),
      ('offer.silence', '2019-02-04', 1, 'Règlement d’attribution, art. 6'), ('offer.lease.days', '2019-02-04', 45, 'Règlement d’attribution, art. 5'),
      ('confirm.every.days', '2019-02-04', 180, 'Règlement d’attribution, art. 7'), ('confirm.answer.days', '2019-02-04', 30, 'Règlement d’attribution, art. 7'),
      ('committee.quorum', '2019-02-04', 2, 'Règlement du comité, art. 2'),
      ('paper.identity', '2019-02-04', 1, 'Règlement du comité, art. 3'), ('paper.registration', '2019-02-04', 1, 'Règlement du comité, art. 3'),
      ('paper.businessPlan', '2019-02-04', 1, 'Règlement du comité, art. 3'), ('paper.registration.days', '2019-02-04', 90, 'Règlement du comité, art. 3'),
      ('applications.kept.months', '2019-02-04', 36, 'RGPD, art. 5 (1) e : trois ans après le dernier contact')
    ;;
    CREATE TABLE applications (
      id TEXT PRIMARY KEY, external_key TEXT UNIQUE, enquiry TEXT UNIQUE REFERENCES enquiries (id), organisation TEXT REFERENCES organisations (id),
      state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'accepted', 'waiting', 'refused', 'inactive', 'removed', 'agreed', 'withdrawn')),
      received_at BIGINT NOT NULL, received_on TEXT NOT NULL, name TEXT NOT NULL, contact TEXT NOT NULL, email TEXT NOT NULL,
      phone TEXT NOT NULL DEFAULT '', language TEXT NOT NULL, siren TEXT, activity TEXT NOT NULL DEFAULT '', programme TEXT NOT NULL DEFAULT 'none',
      people BIGINT NOT NULL DEFAULT 0 CHECK (people >= 0), jobs BIGINT NOT NULL DEFAULT 0 CHECK (jobs >= 0),
      wanted_cells BIGINT CHECK (wanted_cells > 0), wanted_area BIGINT CHECK (wanted_area > 0), kind TEXT, level TEXT REFERENCES levels (id),
      contiguous BIGINT NOT NULL DEFAULT 1, noise BIGINT, needs_window BIGINT NOT NULL DEFAULT 0, power BIGINT, budget BIGINT,
      earliest TEXT NOT NULL, latest TEXT, message TEXT NOT NULL DEFAULT '', score BIGINT, listed_at BIGINT, confirmed_on TEXT, asked_on TEXT,
      search_key TEXT NOT NULL, forgotten_at BIGINT, CHECK (latest IS NULL OR latest >= earliest)
    )
    ;;
    CREATE INDEX applications_by_state ON applications (state, received_at)
    ;;
    CREATE INDEX applications_by_time ON applications (received_on)
    ;;
    CREATE TABLE application_moves (
      id TEXT PRIMARY KEY, application TEXT NOT NULL REFERENCES applications (id), move TEXT NOT NULL, state TEXT NOT NULL, at BIGINT NOT NULL,
      by_name TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', cause TEXT
    )
    ;;
    CREATE INDEX application_moves_in_order ON application_moves (application, at, id)
    ;;
    CREATE TABLE application_links (
      digest TEXT PRIMARY KEY, application TEXT NOT NULL REFERENCES applications (id), made_at BIGINT NOT NULL, revoked_at BIGINT
    )
    ;;
    CREATE TABLE application_papers (
      id TEXT PRIMARY KEY, application TEXT NOT NULL REFERENCES applications (id), kind TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
      size BIGINT NOT NULL, digest TEXT NOT NULL, received_at BIGINT NOT NULL, received_from TEXT NOT NULL, expires_on TEXT,
      turned_down_at BIGINT, turned_down_why TEXT NOT NULL DEFAULT ''
    )
    ;;
    CREATE INDEX application_papers_of ON application_papers (application, received_at)
    ;;
    CREATE TABLE paper_contents (paper TEXT PRIMARY KEY REFERENCES application_papers (id) ON DELETE CASCADE, content TEXT NOT NULL)
    ;;
    CREATE TABLE turned_away (
      enquiry TEXT PRIMARY KEY REFERENCES enquiries (id), at BIGINT NOT NULL, by_name TEXT NOT NULL, cause TEXT NOT NULL, note TEXT NOT NULL DEFAULT ''
    )
    ;;
    CREATE TABLE past_wishes (
      external_key TEXT PRIMARY KEY, received_on TEXT NOT NULL, cells BIGINT NOT NULL CHECK (cells > 0), area BIGINT NOT NULL, kind TEXT,
      earliest TEXT NOT NULL, lost_on TEXT, cause TEXT
    )
    """)

  private static let selection = Migration(
    "demand 002: visits and committee",
    """
    CREATE TABLE visit_slots (
      id TEXT PRIMARY KEY, starts_at BIGINT NOT NULL, minutes BIGINT NOT NULL CHECK (minutes > 0), places BIGINT NOT NULL CHECK (places > 0),
      guide TEXT NOT NULL DEFAULT '', meeting_place TEXT NOT NULL DEFAULT '', made_by TEXT NOT NULL, cancelled_at BIGINT
    )
    ;;
    CREATE INDEX visit_slots_by_time ON visit_slots (starts_at)
    ;;
    CREATE TABLE visits (
      id TEXT PRIMARY KEY, slot TEXT NOT NULL REFERENCES visit_slots (id), enquiry TEXT REFERENCES enquiries (id),
      application TEXT REFERENCES applications (id), name TEXT NOT NULL, email TEXT NOT NULL, language TEXT NOT NULL,
      people BIGINT NOT NULL DEFAULT 1 CHECK (people > 0), planned_at BIGINT NOT NULL, planned_by TEXT NOT NULL, sequence BIGINT NOT NULL DEFAULT 0,
      held_at BIGINT, missed_at BIGINT, cancelled_at BIGINT, note TEXT NOT NULL DEFAULT ''
    )
    ;;
    CREATE INDEX visits_of_slot ON visits (slot)
    ;;
    CREATE TABLE committee_criteria (
      criterion TEXT NOT NULL, from_day TEXT NOT NULL, weight BIGINT NOT NULL CHECK (weight >= 0), most BIGINT NOT NULL CHECK (most > 0),
      name_fr TEXT NOT NULL, name_en TEXT NOT NULL, name_de TEXT NOT NULL, reference TEXT NOT NULL, PRIMARY KEY (criterion, from_day)
    )
    ;;
    INSERT INTO committee_criteria (criterion, from_day, weight, most, name_fr, name_en, name_de, reference) VALUES
      ('project', '2019-02-04', 30, 5, 'Projet et marché', 'Project and market', 'Vorhaben und Markt', 'Règlement du comité, annexe'),
      ('team', '2019-02-04', 30, 5, 'Équipe', 'Team', 'Team', 'Règlement du comité, annexe'),
      ('solvency', '2019-02-04', 20, 5, 'Solidité financière', 'Financial soundness', 'Finanzielle Solidität', 'Règlement du comité, annexe'),
      ('collective', '2019-02-04', 20, 5, 'Volonté de rejoindre le collectif', 'Will to join the community', 'Wille zur Gemeinschaft', 'Règlement du comité, annexe')
    ;;
    CREATE TABLE committee_sessions (
      id TEXT PRIMARY KEY, external_key TEXT UNIQUE, day TEXT NOT NULL, meeting_place TEXT NOT NULL DEFAULT '', title TEXT NOT NULL,
      made_by TEXT NOT NULL, minutes TEXT NOT NULL DEFAULT '', closed_at BIGINT, closed_by TEXT
    )
    ;;
    CREATE TABLE committee_members (
      session TEXT NOT NULL REFERENCES committee_sessions (id), person TEXT NOT NULL REFERENCES persons (id), PRIMARY KEY (session, person)
    )
    ;;
    CREATE TABLE committee_items (
      id TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES committee_sessions (id), application TEXT NOT NULL REFERENCES applications (id),
      place BIGINT NOT NULL, decision TEXT, reasons TEXT NOT NULL DEFAULT '', score BIGINT, decided_at BIGINT, decided_by TEXT,
      UNIQUE (session, application)
    )
    ;;
    CREATE INDEX committee_items_of ON committee_items (application)
    ;;
    CREATE TABLE committee_recusals (
      item TEXT NOT NULL REFERENCES committee_items (id), person TEXT NOT NULL REFERENCES persons (id), reason TEXT NOT NULL, at BIGINT NOT NULL,
      PRIMARY KEY (item, person)
    )
    ;;
    CREATE TABLE committee_scores (
      item TEXT NOT NULL REFERENCES committee_items (id), person TEXT NOT NULL REFERENCES persons (id), criterion TEXT NOT NULL,
      points BIGINT CHECK (points >= 0), at BIGINT NOT NULL, PRIMARY KEY (item, person, criterion)
    )
    """)

  private static let offers = Migration(
    "demand 003: offers in chains",
    """
    CREATE TABLE offer_chains (
      id TEXT PRIMARY KEY, made_at BIGINT NOT NULL, made_by TEXT NOT NULL, in_turn BIGINT NOT NULL, from_day TEXT NOT NULL, until_day TEXT,
      monthly_rent BIGINT, answer_days BIGINT NOT NULL, note TEXT NOT NULL DEFAULT '', ended_at BIGINT
    )
    ;;
    CREATE TABLE offer_chain_cells (
      chain TEXT NOT NULL REFERENCES offer_chains (id), cell TEXT NOT NULL REFERENCES cells (id), PRIMARY KEY (chain, cell)
    )
    ;;
    CREATE TABLE offers (
      id TEXT PRIMARY KEY, application TEXT NOT NULL REFERENCES applications (id), chain TEXT REFERENCES offer_chains (id),
      hold TEXT UNIQUE REFERENCES holds (id), external_key TEXT UNIQUE, cells TEXT NOT NULL, area BIGINT NOT NULL DEFAULT 0, made_at BIGINT NOT NULL,
      made_by TEXT NOT NULL, from_day TEXT NOT NULL, expires_on TEXT NOT NULL, monthly_rent BIGINT, misfits TEXT NOT NULL DEFAULT '',
      despite TEXT NOT NULL DEFAULT '', ended_at BIGINT, ended_how TEXT, ended_by TEXT, ended_reason TEXT NOT NULL DEFAULT '',
      counts BIGINT NOT NULL DEFAULT 0, CHECK ((ended_at IS NULL) = (ended_how IS NULL))
    )
    ;;
    CREATE UNIQUE INDEX offers_one_open ON offers (application) WHERE ended_at IS NULL
    ;;
    CREATE INDEX offers_of ON offers (application, made_at)
    """)

  private static let offeredSchemes = Migration(
    "demand 004: the scheme an offer is made under",
    """
    ALTER TABLE offer_chains ADD COLUMN scheme TEXT REFERENCES lease_schemes (id)
    ;;
    ALTER TABLE offers ADD COLUMN scheme TEXT REFERENCES lease_schemes (id)
    """)
}

import Store

/// How long a claim may be asked for, as known on 24 November 2026.
extension LedgerTables {
  static let limitation = Migration(
    "ledger 005: how long claims may be asked for",
    """
    INSERT INTO ledger_parameters (name, from_day, value, reference, source, verified, added_at, added_by) VALUES
      ('limitation.professional', '2008-06-19', 5, 'C. civ. art. 2224 ; C. com. art. L110-4 (loi 2008-561)',
        'Code civil, Code de commerce',
        1, 1795500000, 'KM0'),
      ('limitation.consumer', '2008-06-19', 2, 'C. consom. art. L218-2 (L137-2 avant le 1er juillet 2016)',
        'https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000032226872/',
        1, 1795500000, 'KM0'),
      ('limitation.public', '1969-01-01', 4, 'Loi 68-1250 du 31 décembre 1968, art. 1er',
        'une seule source, à vérifier sur Légifrance',
        0, 1795500000, 'KM0')
    """)
}

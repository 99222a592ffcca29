import Store

/// The standard chart, after the plan comptable général: an entity opens an account of it when it first writes there, or adds its own.
extension LedgerTables {
  static let accounts = Migration(
    "ledger 003: the standard chart of accounts",
    """
    INSERT INTO ledger_standard_accounts (number, name) VALUES
      ('110000', 'Report à nouveau (solde créditeur)'),
      ('119000', 'Report à nouveau (solde débiteur)'),
      ('120000', 'Résultat de l''exercice (bénéfice)'),
      ('129000', 'Résultat de l''exercice (perte)'),
      ('165000', 'Dépôts et cautionnements reçus'),
      ('401000', 'Fournisseurs'),
      ('411000', 'Clients'),
      ('416000', 'Clients douteux ou litigieux'),
      ('418100', 'Clients – factures à établir'),
      ('419100', 'Clients – avances et acomptes reçus sur commandes'),
      ('419800', 'Clients – rabais, remises, ristournes et autres avoirs à établir'),
      ('445510', 'TVA à décaisser'),
      ('445660', 'TVA déductible sur autres biens et services'),
      ('445670', 'Crédit de TVA à reporter'),
      ('445710', 'TVA collectée'),
      ('445740', 'TVA collectée en attente d''encaissement'),
      ('445870', 'Taxes sur le chiffre d''affaires sur factures à établir'),
      ('471000', 'Compte d''attente'),
      ('487000', 'Produits constatés d''avance'),
      ('491000', 'Dépréciations des comptes de clients'),
      ('511200', 'Chèques à encaisser'),
      ('512000', 'Banque'),
      ('530000', 'Caisse'),
      ('580000', 'Virements internes'),
      ('627000', 'Services bancaires et assimilés'),
      ('654000', 'Pertes sur créances irrécouvrables'),
      ('681740', 'Dotations aux dépréciations des créances'),
      ('706100', 'Loyers'),
      ('706200', 'Prestations de services aux occupants'),
      ('706300', 'Domiciliation'),
      ('706400', 'Postes de travail'),
      ('706500', 'Heures de machine'),
      ('706600', 'Formations'),
      ('706700', 'Droits d''entrée'),
      ('706800', 'Autres prestations de services'),
      ('708300', 'Locations de salles et locations diverses'),
      ('708800', 'Charges locatives refacturées (provisions)'),
      ('708810', 'Taxe foncière refacturée'),
      ('708820', 'Régularisation annuelle des charges'),
      ('758100', 'Indemnités et pénalités perçues'),
      ('763100', 'Intérêts de retard'),
      ('781740', 'Reprises sur dépréciations des créances')
    """)
}

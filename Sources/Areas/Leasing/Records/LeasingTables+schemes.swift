import Store

/// The schemes as they are usual, to begin with: each is changed by a version of a later day, on a page of its own.
extension LeasingTables {
  static let usualSchemes = Migration(
    "leasing 005: the usual schemes",
    """
    INSERT INTO lease_schemes (id, code, kind, name_fr, name_en, name_de) VALUES
      ('01681b5c-4e00-7000-8000-000000000001', 'commercial', 'commercial', 'Bail commercial 3-6-9', 'Commercial lease 3-6-9', 'Gewerbemietvertrag 3-6-9'),
      ('01681b5c-4e00-7000-8000-000000000002', 'derogatory', 'derogatory', 'Bail dérogatoire', 'Derogatory lease', 'Befristeter Kurzmietvertrag'),
      ('01681b5c-4e00-7000-8000-000000000003', 'precarious', 'precarious', 'Convention d''occupation précaire', 'Precarious occupation', 'Vorläufige Nutzung'),
      ('01681b5c-4e00-7000-8000-000000000004', 'pepiniere', 'pepiniere', 'Convention de pépinière', 'Nursery agreement', 'Gründerzentrum, Vereinbarung'),
      ('01681b5c-4e00-7000-8000-000000000005', 'hotel-12', 'hotel', 'Hôtel d''entreprises, 12 mois', 'Business hotel, 12 months', 'Unternehmenshotel, 12 Monate'),
      ('01681b5c-4e00-7000-8000-000000000006', 'hotel-23', 'hotel', 'Hôtel d''entreprises, 23 mois', 'Business hotel, 23 months', 'Unternehmenshotel, 23 Monate'),
      ('01681b5c-4e00-7000-8000-000000000007', 'preincubation', 'preincubation', 'Préincubation', 'Pre-incubation', 'Vorinkubation'),
      ('01681b5c-4e00-7000-8000-000000000008', 'accelerator', 'accelerator', 'Accélérateur', 'Accelerator', 'Beschleuniger'),
      ('01681b5c-4e00-7000-8000-000000000009', 'domiciliation', 'domiciliation', 'Domiciliation', 'Business address', 'Geschäftsadresse'),
      ('01681b5c-4e00-7000-8000-00000000000a', 'desk', 'desk', 'Poste de travail', 'Desk', 'Arbeitsplatz')
    ;;
    INSERT INTO scheme_versions (id, scheme, from_day, age_least, age_most, stay_least, stay_most, first_term, renewal_step, ladder,
      notice_months, notice_days, notice_triennial, exit_scheme, deposit_months, tacit, vat, reference) VALUES
      ('01681b5c-4e00-7000-8000-000000000064', '01681b5c-4e00-7000-8000-000000000001', '2014-09-01', NULL, NULL, 108, NULL, 108, 108, '',
        6, 0, 1, NULL, 300, 1, 'premises', 'C. com. art. L145-1 à L145-60 ; congé du preneur : L145-4'),
      ('01681b5c-4e00-7000-8000-000000000065', '01681b5c-4e00-7000-8000-000000000002', '2014-09-01', NULL, NULL, NULL, 36, 12, 12, '',
        1, 0, 0, '01681b5c-4e00-7000-8000-000000000001', 100, 0, 'premises', 'C. com. art. L145-5 : trois ans au plus en tout, baux successifs compris'),
      ('01681b5c-4e00-7000-8000-000000000066', '01681b5c-4e00-7000-8000-000000000003', '2014-09-01', NULL, NULL, NULL, NULL, 12, NULL, '',
        1, 0, 0, '01681b5c-4e00-7000-8000-000000000001', 100, 0, 'premises', 'C. com. art. L145-5-1 : circonstances particulières indépendantes de la volonté des parties'),
      ('01681b5c-4e00-7000-8000-000000000067', '01681b5c-4e00-7000-8000-000000000004', '2014-09-01', NULL, 36, NULL, 48, 12, 12, '5000 7500 10000',
        1, 0, 0, '01681b5c-4e00-7000-8000-000000000006', 100, 0, 'compulsory', 'Convention de prestations (NF X 50-770) ; usage : douze mois, quatre fois'),
      ('01681b5c-4e00-7000-8000-000000000068', '01681b5c-4e00-7000-8000-000000000005', '2014-09-01', NULL, NULL, NULL, 12, 12, NULL, '',
        2, 0, 0, '01681b5c-4e00-7000-8000-000000000001', 100, 0, 'premises', 'C. com. art. L145-5 ; usage de la profession'),
      ('01681b5c-4e00-7000-8000-000000000069', '01681b5c-4e00-7000-8000-000000000006', '2014-09-01', NULL, NULL, NULL, 23, 23, NULL, '',
        3, 0, 0, '01681b5c-4e00-7000-8000-000000000001', 100, 0, 'premises', 'C. com. art. L145-5 ; usage de la profession'),
      ('01681b5c-4e00-7000-8000-00000000006a', '01681b5c-4e00-7000-8000-000000000007', '2014-09-01', NULL, NULL, NULL, 10, 10, NULL, '',
        0, 15, 0, '01681b5c-4e00-7000-8000-000000000004', 0, 0, 'compulsory', 'Convention de prestations ; programme de dix mois'),
      ('01681b5c-4e00-7000-8000-00000000006b', '01681b5c-4e00-7000-8000-000000000008', '2014-09-01', 6, 36, NULL, 24, 12, 12, '',
        3, 0, 0, '01681b5c-4e00-7000-8000-000000000006', 100, 0, 'compulsory', 'Convention de prestations ; société âgée de six à trente-six mois à l''entrée'),
      ('01681b5c-4e00-7000-8000-00000000006c', '01681b5c-4e00-7000-8000-000000000009', '2014-09-01', NULL, NULL, 3, NULL, 3, 3, '',
        1, 0, 0, NULL, 0, 1, 'compulsory', 'C. com. art. R123-168 : trois mois au moins, tacite reconduction'),
      ('01681b5c-4e00-7000-8000-00000000006d', '01681b5c-4e00-7000-8000-00000000000a', '2014-09-01', NULL, NULL, NULL, NULL, 1, 1, '',
        0, 7, 0, NULL, 0, 1, 'compulsory', 'Convention de prestations de services')
    """)
}

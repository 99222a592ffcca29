/// The bytes of one document, as they were when the form was settled.
enum CanonicalSample {
  static let downPayment = [
    #"{"adjustments":[],"buyer":{"address":{"city":"Mulhouse","country":"FR","lines":["12 rue de la Filature","Bâtiment B"],"p"#,
    #"ostcode":"68100"},"electronicAddress":{"scheme":"0225","value":"732829320"},"name":"Lumifonte SAS","siren":"732829320",""#,
    #"siret":"73282932000017","vatNumber":"FR44732829320"},"contract":"BAIL-2023-007","due":"2026-12-01","issued":"2026-11-02""#,
    #","lines":[{"adjustments":[],"name":"Acompte « H1/014 »","net":12000,"period":{"from":"2026-11-01","until":"2026-12-01"},"#,
    #""price":120000000,"quantity":1000,"unit":"MON","vat":{"category":"S","rate":2000}}],"notes":[{"subject":"PMT","text":"In"#,
    #"demnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."},{"subject":"PMD","text":"Pénalités"#,
    #" de retard : taux de refinancement de la BCE majoré de 10 points, exigibles sans rappel."},{"subject":"AAB","text":"Pas "#,
    #"d’escompte pour paiement anticipé."},{"subject":"BAR","text":"B2B"}],"number":"F2026-0117","order":"PO-4471","payment":{"#,
    #""creditor":"FR72ZZZ123456","debtorIBAN":"FR7630001007941234567890185","mandate":"KM0-0042-1","means":59,"reference":"F20"#,
    #"26-0117"},"period":{"from":"2026-11-01","until":"2026-12-01"},"preceding":[],"process":"S1","seller":{"address":{"city":"#,
    #""Mulhouse","country":"FR","lines":["30 rue François Spoerry"],"postcode":"68100"},"contact":{"mail":"loyers@km0.example""#,
    #","name":"Service des loyers","telephone":"+33 3 89 00 00 00"},"electronicAddress":{"scheme":"0225","value":"834512675"},"#,
    #""legalText":"SCI au capital de 1 000 € · RCS Mulhouse 834 512 675","name":"SCI KM0","siren":"834512675","siret":"8345126"#,
    #"7500010","tradingName":"KM0, maison du numérique","vatNumber":"FR47834512675"},"terms":"Payable le 1er décembre 2026","t"#,
    #"otals":{"allowances":0,"charges":0,"due":14000,"gross":14400,"lines":12000,"net":12000,"prepaid":400,"vat":2400},"type":"#,
    #"386,"vat":[{"base":12000,"tax":2400,"treatment":{"category":"S","rate":2000}}],"vatPoint":"onPayment"}"#,
  ].joined()
}

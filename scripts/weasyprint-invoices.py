"""weasyprint-invoices.py COUNT FACTUR-X.XML: prints the invoice of the benchmark with WeasyPrint and puts the XML into it with factur-x, as often as
asked; tells the milliseconds of processor time of one."""

import sys
import time
from pathlib import Path

import facturx
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = """
@page { size: A4; margin: 22mm 20mm 26mm 24mm; @bottom-right { content: "Page " counter(page) " / " counter(pages); font-size: 8pt } }
body { font-family: Lato, sans-serif; font-size: 9.2pt; color: #1c2023; font-feature-settings: "tnum" }
h1 { font-size: 12pt } h2 { color: #a03a27; font-size: 23pt; margin: 0 } p { margin: 2pt 0 } small { color: #596066; font-size: 8.2pt }
.window { margin: 6mm 0 20mm 84mm; font-size: 10.6pt }
table { width: 100%; border-collapse: collapse; margin-top: 10pt } td, th { padding: 2.6pt 4pt; border-bottom: .4pt solid #dcd9d3; text-align: right }
td:first-child, th:first-child { text-align: left } th { font-weight: 400; color: #596066; font-size: 8.2pt }
.two { display: flex; gap: 16pt } .panel { background: #f3f2ef; padding: 8pt 11pt; margin-top: 12pt }
"""
LINES = [
    ("Loyer H1-014 et H1-015", "30,00 m² × 141,75 € par m² et an ÷ 12", "30 m²", "11,8125 €", "354,38 €"),
    ("Provision pour charges", "Provision 2026, décompte avant le 30 septembre 2027", "1", "63,00 €", "63,00 €"),
    ("Provision pour taxe foncière", "Quote-part 2026 : 30 / 4 120 m²", "1", "24,50 €", "24,50 €"),
    ("Accès internet, 1 Gbit/s", "", "1", "29,00 €", "29,00 €"),
    ("Salle Bugatti, 3 demi-journées", "", "3", "45,00 €", "135,00 €"),
    ("Découpe laser, 2 h 15", "", "2,25 h", "15,00 €", "33,75 €"),
]


def page(number: int) -> str:
    rows = "".join(
        f"<tr><td>{name}<br><small>{how}</small></td><td>{quantity}</td><td>{price}</td><td>20 %</td><td>{net}</td></tr>"
        for name, how, quantity, price, net in LINES
    )
    return f"""<html lang="fr"><title>Facture F2026-{number}</title><body>
<h2>KM0</h2><p><small>SCI KM0<br>30 rue François Spoerry<br>68100 Mulhouse</small></p>
<p><small>Date 02/11/2026<br>Échéance 01/12/2026<br>Période 01/11/2026 – 30/11/2026<br>Contrat BAIL-2023-007</small></p>
<div class="window">Lumifonte SAS<br>12 rue de la Filature<br>Bâtiment B<br>68100 Mulhouse</div>
<h1>Facture F2026-{number}</h1><p><small>Lumifonte SAS · SIREN 732 829 320 · TVA FR44732829320 · Prestations de services</small></p>
<table><tr><th>Désignation<th>Quantité<th>Prix HT<th>TVA<th>Montant HT</tr>{rows}</table>
<div class="two"><table><tr><th>TVA<th>Base HT<th>Montant de la taxe</tr><tr><td>20 %<td>639,63 €<td>127,93 €</tr></table>
<table><tr><td>Total HT<td>639,63 €</tr><tr><td>TVA<td>127,93 €</tr><tr><td><b>Total TTC</b><td><b>767,56 €</b></tr></table></div>
<div class="panel"><b>767,56 € prélevés le 01/12/2026 : vous n’avez rien à faire</b>
<p>Règlement : prélèvement SEPA · Compte débité : FR76 … 0185 · Mandat (RUM) : KM0-0042-1 · Créancier (ICS) : FR72ZZZ123456</p></div>
<p><small>Payable le 1er décembre 2026. Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €. Pénalités de retard :
taux de refinancement de la BCE majoré de 10 points, exigibles sans rappel. Pas d’escompte pour paiement anticipé.</small></p></body></html>"""


def one(number: int, xml: bytes, style: CSS, fonts: FontConfiguration) -> bytes:
    pdf = HTML(string=page(number)).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3b", pdf_tags=True)
    # Neither schema nor rules are looked at here: only the writing is measured.
    return facturx.generate_from_binary(pdf, xml, flavor="factur-x", level="en16931", check_xsd=False, check_schematron=False)


def main():
    count, xml = int(sys.argv[1]), Path(sys.argv[2]).read_bytes()
    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)
    one(0, xml, style, fonts)
    start = time.process_time()
    for number in range(count):
        size = len(one(number, xml, style, fonts))
    print(f"{(time.process_time() - start) * 1000 / count:.3f} {size}")


main()

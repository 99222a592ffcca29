import Invoicing
import Kernel
import Leasing
import Payments
import Spaces
import Web

/// The resident's side, and what the house sees of it.
package struct TenantRoutes: Sendable {
  let shelf: PlanShelf
  let desk: InvoiceDesk

  package init(shelf: PlanShelf, desk: InvoiceDesk) { (self.shelf, self.desk) = (shelf, desk) }

  package var table: [Route] {
    [
      .get("/my", .needsSomewhere(.seeMine), my),
      .get("/my/lease", .needsSomewhere(.seeMine), myLease),
      .post(
        "/my/leases/:contract/insurance", .needsSomewhere(.seeMine), insure, shownBy: myLease, bodyLimit: 12 << 20),
      .get("/my/leases/:contract/notice", .needsSomewhere(.seeMine), noticeForm),
      .post("/my/leases/:contract/notice", .needsSomewhere(.seeMine), giveNotice, shownBy: noticeForm),
      .get("/my/next-invoice", .needsSomewhere(.seeMine), myNextInvoice).asking([.month("month")]),
      .get("/my/invoices", .needsSomewhere(.seeMine), myInvoices),
      .get("/my/charges", .needsSomewhere(.seeMine), myCharges).asking([.year("year")]),
      .get("/my/charges/statement", .needsSomewhere(.seeMine), myChargeStatement),
      .get("/my/mandate", .needsSomewhere(.seeMine), myMandate),
      .post("/my/mandates", .needsSomewhere(.seeMine), signMandate, shownBy: myMandate),
      .get("/my/mandates/:mandate/document", .needsSomewhere(.seeMine), mandateDocument),
      .post("/my/mandates/:mandate/revoke", .needsSomewhere(.seeMine), revokeMandate, shownBy: myMandate),
      .get("/my/documents", .needsSomewhere(.seeMine), myDocuments),
      .get("/my/declarations", .needsSomewhere(.declareYear), declarationForm),
      .get("/my/declarations.csv", .needsSomewhere(.seeMine), myDeclarationsCSV),
      .post("/my/declarations", .needsSomewhere(.declareYear), declare, shownBy: declarationForm),
      .get("/my/requests", .needsSomewhere(.seeMine), myRequests),
      .get("/my/requests.csv", .needsSomewhere(.seeMine), myRequestsCSV),
      .get("/my/requests/new", .needsSomewhere(.askHouse), requestForm),
      .post("/my/requests", .needsSomewhere(.askHouse), ask, shownBy: requestForm),
      .post("/my/requests/:request/withdraw", .needsSomewhere(.askHouse), withdraw, shownBy: myRequests),

      .get("/requests", .needs(.answerRequests), requests).asking([.choice("state", among: ["open"])]),
      .get("/requests.csv", .needs(.answerRequests), requestsCSV).asking([.choice("state", among: ["open"])]),
      .get("/requests/:request", .needs(.answerRequests), answerForm),
      .post("/requests/:request", .needs(.answerRequests), answer, shownBy: answerForm),
      .get("/declarations", .needs(.seeDeclarations), declarations).asking([.year("year")]),
      .get("/declarations.csv", .needs(.seeDeclarations), declarationsCSV).asking([.year("year")]),
    ] + interface
  }

  private var interface: [Route] {
    [
      .get("/api/my", .needsSomewhere(.seeMine), myJSON),
      .get("/api/my/leases", .needsSomewhere(.seeMine), myLeasesJSON),
      .post("/api/my/leases/:contract/notice", .needsSomewhere(.seeMine), giveNoticeJSON),
      .post("/api/my/leases/:contract/insurance", .needsSomewhere(.seeMine), insureJSON, bodyLimit: 12 << 20),
      .get("/api/my/charges", .needsSomewhere(.seeMine), myChargesJSON),
      .get("/api/my/charges/statement", .needsSomewhere(.seeMine), myChargeStatement),
      .get("/api/my/mandates", .needsSomewhere(.seeMine), mandatesJSON),
      .post("/api/my/mandates", .needsSomewhere(.seeMine), signMandateJSON),
      .post("/api/my/mandates/:mandate/revoke", .needsSomewhere(.seeMine), revokeMandateJSON),
      .post("/api/my/declarations", .needsSomewhere(.declareYear), declareJSON),
      .post("/api/my/requests", .needsSomewhere(.askHouse), askJSON),
      .post("/api/my/requests/:request/withdraw", .needsSomewhere(.askHouse), withdrawJSON),
      .get("/api/requests", .needs(.answerRequests), requestsJSON).asking([.choice("state", among: ["open"])]),
      .post("/api/requests/:request/answer", .needs(.answerRequests), answerJSON),
      .get("/api/declarations", .needs(.seeDeclarations), declarationsJSON).asking([.year("year")]),
    ]
  }
}

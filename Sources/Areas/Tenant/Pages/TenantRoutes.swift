import Kernel
import Spaces
import Web

/// The resident's side, and what the house sees of it.
package struct TenantRoutes: Sendable {
  let shelf: PlanShelf

  package init(shelf: PlanShelf) { self.shelf = shelf }

  package var table: [Route] {
    [
      .get("/my", .needsSomewhere(.seeMine), my),
      .get("/my/declarations", .needsSomewhere(.declareYear), declarationForm),
      .get("/my/declarations.csv", .needsSomewhere(.seeMine), myDeclarationsCSV),
      .post("/my/declarations", .needsSomewhere(.declareYear), declare, shownBy: declarationForm),
      .get("/my/requests", .needsSomewhere(.seeMine), myRequests),
      .get("/my/requests.csv", .needsSomewhere(.seeMine), myRequestsCSV),
      .get("/my/requests/new", .needsSomewhere(.askHouse), requestForm),
      .post("/my/requests", .needsSomewhere(.askHouse), ask, shownBy: requestForm),
      .post("/my/requests/:request/withdraw", .needsSomewhere(.askHouse), withdraw, shownBy: myRequests),

      .get("/requests", .needs(.answerRequests), requests),
      .get("/requests.csv", .needs(.answerRequests), requestsCSV),
      .get("/requests/:request", .needs(.answerRequests), answerForm),
      .post("/requests/:request", .needs(.answerRequests), answer, shownBy: answerForm),
      .get("/declarations", .needs(.seeDeclarations), declarations),
      .get("/declarations.csv", .needs(.seeDeclarations), declarationsCSV),
    ] + interface
  }

  private var interface: [Route] {
    [
      .get("/api/my", .needsSomewhere(.seeMine), myJSON),
      .post("/api/my/declarations", .needsSomewhere(.declareYear), declareJSON),
      .post("/api/my/requests", .needsSomewhere(.askHouse), askJSON),
      .post("/api/my/requests/:request/withdraw", .needsSomewhere(.askHouse), withdrawJSON),
      .get("/api/requests", .needs(.answerRequests), requestsJSON),
      .post("/api/requests/:request/answer", .needs(.answerRequests), answerJSON),
      .get("/api/declarations", .needs(.seeDeclarations), declarationsJSON),
    ]
  }
}

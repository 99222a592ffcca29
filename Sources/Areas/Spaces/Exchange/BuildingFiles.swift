/// The files of a building by name: `unit.geojson`, `cells.csv`.
package struct BuildingFiles: Sendable {
  package let files: [String: [UInt8]]

  package init(_ files: [String: [UInt8]]) { self.files = files }
  /// What of an import is for the plan.
  package init(_ files: ExchangedFiles) { self.init(files.ofPlan) }
}

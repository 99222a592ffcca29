import Kernel

/// The rates that may stand on a French invoice (BR-FR-16): a list of the format, not of what is in force.
package enum VATRates {
  package static let allowed: Set<Percentage> = Set(
    [0, 90, 105, 175, 210, 550, 700, 850, 920, 960, 1000, 1300, 1960, 2000, 2060].map(Percentage.init(basisPoints:)))
}

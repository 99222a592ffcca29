import Kernel

/// One address that is measured. A further one is one line.
struct BenchmarkPage: Sendable {
  let name: String
  /// Whether it must come within the time of a page.
  var isPlan = false
  /// Whether somebody looks at it: two hundred records that a program asks for at once are no page, and are measured without a target.
  var isPage = true
  let request: @Sendable (Int) -> LoadRequest

  /// A day of the ten years, another for each request.
  static func day(_ number: Int) -> String { "\(BenchmarkHouse.firstDay + number * 37 % 3600)" }

  /// A day of the year in which the last lets end.
  static func searchDay(_ number: Int) -> String { "\(BenchmarkHouse.firstDay + 3652 + number * 11 % 360)" }

  static func all(cookies: String, token: String) -> [BenchmarkPage] {
    func seen(_ name: String, isPlan: Bool = false, _ path: @escaping @Sendable (Int) -> String) -> BenchmarkPage {
      BenchmarkPage(name: name, isPlan: isPlan) { LoadRequest(path: path($0)) }
    }
    func own(_ name: String, isPlan: Bool = false, _ path: @escaping @Sendable (Int) -> String) -> BenchmarkPage {
      BenchmarkPage(name: name, isPlan: isPlan) { LoadRequest(path: path($0), headers: ["accept-encoding": "gzip", "cookie": cookies]) }
    }
    func told(_ name: String, isPage: Bool = true, _ path: @escaping @Sendable (Int) -> String) -> BenchmarkPage {
      let headers = ["accept-encoding": "gzip", "authorization": "Bearer \(token)"]
      return BenchmarkPage(name: name, isPage: isPage) { LoadRequest(path: path($0), headers: headers) }
    }
    return [
      seen("start page") { _ in "/" },
      seen("plan, one day", isPlan: true) { _ in "/plan?day=2022-06-01" },
      seen("plan, any day", isPlan: true) { "/plan?day=\(day($0))" },
      seen("date change", isPlan: true) { "/plan/part?day=\(day($0))" },
      seen("date change, one level", isPlan: true) { "/plan/part?level=\(BenchmarkHouse.level)&day=\(day($0))" },
      own("director: plan, any day", isPlan: true) { "/plan?day=\(day($0))" },
      own("director: holds") { "/holds?page=\($0 % 20 + 1)" },
      own("director: one hold") { "/holds/\(BenchmarkHouse.lastHold(of: $0))" },
      own("director: organisations") { "/organisations?page=\($0 % 8 + 1)" },
      own("director: search, 4 cells") { "/search?count=4&from=\(searchDay($0))" },
      told("API: plan, any day") { "/api/plan?day=\(day($0))" },
      told("API: holds (200)", isPage: false) { "/api/holds?page=\($0 % 20 + 1)" },
      told("API: one hold") { "/api/holds/\(BenchmarkHouse.lastHold(of: $0))" },
    ]
  }

  /// Another rent for one hold: it makes the plan anew.
  static func change(_ number: Int, token: String) -> LoadRequest {
    let headers = ["content-type": "application/json", "authorization": "Bearer \(token)"]
    return LoadRequest(
      method: "POST", path: "/api/holds/\(BenchmarkHouse.lastHold(of: number))/terms", headers: headers,
      body: "{\"monthly_rent\": \"\(240 + number % 50)\", \"reason\": \"bench\"}")
  }
}

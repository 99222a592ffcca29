import Kernel
import Testing
import Trials
import Web

@Suite struct BodyTests {
  private func fields(_ json: String) async throws -> Reply {
    await (try trialBrowser()).json("POST", "/api/things", json, bearer: "t0ken")
  }

  @Test(arguments: [
    (#"{}"#, #"{}"#),
    (#"{"a":"x","b":1.50,"c":true,"d":null,"e":["y",2,false]}"#, #"{"a":["x"],"b":["1.50"],"c":["true"],"e":["y","2","false"]}"#),
    (#" { "a" : "\u00e9\ud83d\ude00\n\"\/" } "#, "{\"a\":[\"é😀\\n\\\"/\"]}"),
  ])
  func jsonBecomesFields(json: String, fields expected: String) async throws {
    let reply = try await fields(json)
    #expect(reply.status == 200)
    #expect(reply.text == expected)
  }

  @Test(arguments: [
    ("[]", "web.problem.json"), ("{", "web.problem.jsonPlace"), (#"{"a":01}"#, "web.problem.jsonPlace"),
    (#"{"a":1}x"#, "web.problem.jsonPlace"),
    (#"{"a":"\ud800"}"#, "web.problem.jsonPlace"), (#"{"a":tru}"#, "web.problem.jsonPlace"), (#"{"a":{"b":1}}"#, "web.problem.nested"),
    (#"{"a":[[1]]}"#, "web.problem.nested"), (#"{"a":1,"a":2}"#, "web.problem.twice"), (#"{"a":1,}"#, "web.problem.jsonPlace"),
  ])
  func otherShapesAreRefused(json: String, code: String) async throws {
    let reply = try await fields(json)
    #expect(reply.status == 422)
    #expect(reply.text.contains("\"code\":\"\(code)\"") && reply.text.contains("\"text\":\""))
  }

  @Test func whatIsNoJSONIsToldAtItsPlace() async throws {
    let reply = try await fields("{\n \"é\": \"è\", \"b\" 2}")
    #expect(reply.text.contains("ligne 2, colonne 16"), "\(reply.text)")
  }

  @Test func hugeAndBrokenBodiesAreAnswered() async throws {
    let browser = try trialBrowser()
    let name = String(repeating: "n", count: 10_000_000)
    #expect((await browser.json("POST", "/api/things", "{\"\(name)\":1}", bearer: "t0ken")).status == 413)
    #expect((await browser.json("POST", "/api/things", "{\"\(name.prefix(201))\":1}", bearer: "t0ken")).status == 422)
    let headers = ["content-type": "application/json", "authorization": "Bearer t0ken"]
    #expect((await browser.send("POST", "/api/things", headers, [0x7b, 0x22, 0xff, 0x22])).status == 422)
    let form = ["content-type": "application/x-www-form-urlencoded"]
    #expect((await browser.send("POST", "/", form, Array("name=%ff".utf8))).status == 400)
  }

  @Test func filesComeWithTheirForm() async throws {
    let browser = try trialBrowser()
    _ = await browser.get("/")
    let bytes: [UInt8] = Array(0...255) + Array("\r\n--tria\r\n--".utf8)
    let file = UploadedFile(field: "plan", name: "C:\\plans\\étage.zip", type: "application/zip", bytes: bytes)
    let empty = UploadedFile(field: "none", name: "", type: "application/octet-stream", bytes: [])
    let reply = await browser.post("/upload", ["name": "a\r\nb"], files: [file, empty])
    #expect(reply.text == "plan étage.zip application/zip \(bytes.count) a\r\nb")
    for body in ["", "--trial", "--trial\r\nx", "--other--", "--trial\r\nContent-Disposition: form-data\r\n\r\nx\r\n--trial--"]
    where !body.isEmpty {
      let broken = await browser.send("POST", "/upload", ["content-type": "multipart/form-data; boundary=trial"], Array(body.utf8))
      #expect(broken.status == 400, "\(body)")
    }
  }
}

import CQPDF

/// A PDF file open in qpdf. Handles of objects live as long as it does.
final class PDFObjects {
  private var data: qpdf_data?

  /// `bytes` must stay where they are as long as this lives.
  init(reading bytes: UnsafeBufferPointer<UInt8>) throws(PaperFault) {
    data = qpdf_init()
    qpdf_silence_errors(data)
    qpdf_set_suppress_warnings(data, 1)
    let code = bytes.withMemoryRebound(to: CChar.self) {
      qpdf_read_memory(data, "page", $0.baseAddress, UInt64($0.count), nil)
    }
    // Bit 1 is an error, bit 0 a warning: Cairo's files give neither.
    if code != QPDF_SUCCESS { throw .file(message) }
  }
  deinit { qpdf_cleanup(&data) }

  struct Object { fileprivate let handle: qpdf_oh }

  var root: Object { Object(handle: qpdf_get_root(data)) }
  var trailer: Object { Object(handle: qpdf_get_trailer(data)) }
  var pages: [Object] {
    (0..<max(Int(qpdf_get_num_pages(data)), 0)).map { Object(handle: qpdf_get_page_n(data, $0)) }
  }

  // MARK: Making

  func name(_ name: String) -> Object { Object(handle: qpdf_oh_new_name(data, "/" + name)) }
  func integer(_ number: Int) -> Object { Object(handle: qpdf_oh_new_integer(data, Int64(number))) }
  func flag(_ value: Bool) -> Object { Object(handle: qpdf_oh_new_bool(data, value ? 1 : 0)) }
  /// A text for readers: ASCII as it is, all else as UTF-16 with its mark. (PDF's own eight bits lack most letters, and qpdf's way into them
  /// takes U+FFFD for one of them.)
  func text(_ text: String) -> Object {
    let isASCII = text.utf8.allSatisfy { (32..<127).contains($0) }
    let bytes = isASCII ? Array(text.utf8) : [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let handle = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { qpdf_oh_new_binary_string(data, $0.baseAddress, $0.count) }
    }
    return Object(handle: handle)
  }
  func array(_ items: [Object]) -> Object {
    let array = Object(handle: qpdf_oh_new_array(data))
    for item in items { qpdf_oh_append_item(data, array.handle, item.handle) }
    return array
  }
  func dictionary(_ entries: KeyValuePairs<String, Object>) -> Object {
    let dictionary = Object(handle: qpdf_oh_new_dictionary(data))
    for (key, value) in entries { set(key, of: dictionary, to: value) }
    return dictionary
  }
  func stream(_ bytes: [UInt8], _ entries: KeyValuePairs<String, Object>) -> Object {
    let stream = Object(handle: qpdf_oh_new_stream(data))
    let dictionary = Object(handle: qpdf_oh_get_dict(data, stream.handle))
    for (key, value) in entries { set(key, of: dictionary, to: value) }
    let null = qpdf_oh_new_null(data)
    bytes.withUnsafeBufferPointer { qpdf_oh_replace_stream_data(data, stream.handle, $0.baseAddress, $0.count, null, null) }
    return stream
  }
  func indirect(_ object: Object) -> Object { Object(handle: qpdf_make_indirect_object(data, object.handle)) }

  // MARK: Reading and changing

  func set(_ key: String, of object: Object, to value: Object) { qpdf_oh_replace_key(data, object.handle, "/" + key, value.handle) }
  func items(_ key: String, of object: Object) -> [Object] {
    let array = qpdf_oh_get_key(data, object.handle, "/" + key)
    guard qpdf_oh_is_array(data, array) != 0 else { return [] }
    return (0..<qpdf_oh_get_array_n_items(data, array)).map { Object(handle: qpdf_oh_get_array_item(data, array, $0)) }
  }

  func value(_ key: String, of object: Object) -> Object { Object(handle: qpdf_oh_get_key(data, object.handle, "/" + key)) }
  func isName(_ key: String, _ name: String, of object: Object) -> Bool {
    qpdf_oh_is_name_and_equals(data, value(key, of: object).handle, "/" + name) != 0
  }
  /// What a dictionary inside another holds.
  func values(_ key: String, of object: Object) -> [Object] {
    let dictionary = value(key, of: object)
    guard qpdf_oh_is_dictionary(data, dictionary.handle) != 0 else { return [] }
    var keys: [String] = []
    qpdf_oh_begin_dict_key_iter(data, dictionary.handle)
    while qpdf_oh_dict_more_keys(data) != 0 { keys.append(String(cString: qpdf_oh_dict_next_key(data))) }
    return keys.map { Object(handle: qpdf_oh_get_key(data, dictionary.handle, $0)) }
  }

  /// The file, with an identifier that follows from what is in it.
  func written(version: String) throws(PaperFault) -> [UInt8] {
    try check(qpdf_init_write_memory(data))
    qpdf_set_deterministic_ID(data, 1)
    qpdf_set_object_stream_mode(data, qpdf_o_generate)
    qpdf_force_pdf_version(data, version)
    try check(qpdf_write(data))
    let length = qpdf_get_buffer_length(data)
    guard let buffer = qpdf_get_buffer(data) else { throw .file("qpdf wrote nothing") }
    return Array(UnsafeBufferPointer(start: buffer, count: length))
  }
  private func check(_ code: QPDF_ERROR_CODE) throws(PaperFault) {
    if code & QPDF_ERRORS != 0 || qpdf_has_error(data) != 0 { throw .file(message) }
  }
  private var message: String {
    guard qpdf_has_error(data) != 0, let text = qpdf_get_error_full_text(data, qpdf_get_error(data)) else { return "qpdf refused it" }
    return String(cString: text)
  }
}

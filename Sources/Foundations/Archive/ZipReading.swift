import CLibZip
import Foundation

extension Zip {
  /// The files of an archive, in its order; folders are left out. Throws an `ArchiveFault`.
  package static func read(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws -> [ZipEntry] {
    // The library takes nothing at all for an archive without entries.
    if bytes.isEmpty { throw ArchiveFault.notAnArchive }
    return try bytes.withUnsafeBytes { buffer in
      var error = zip_error_t()
      zip_error_init(&error)
      defer { zip_error_fini(&error) }
      guard let source = zip_source_buffer_create(buffer.baseAddress, UInt64(buffer.count), 0, &error) else {
        throw ArchiveFault.notAnArchive
      }
      guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
        zip_source_free(source)
        throw ArchiveFault.notAnArchive
      }
      defer { zip_discard(archive) }
      return try ZipReader(archive: archive, limits: limits).entries()
    }
  }
}

private struct ZipReader {
  let archive: OpaquePointer
  let limits: ZipLimits

  func entries() throws -> [ZipEntry] {
    let count = Int(zip_get_num_entries(archive, 0))
    if count > limits.entries { throw ArchiveFault.tooManyEntries(count) }
    let paths = try paths(count)
    var entries: [ZipEntry] = []
    var total = 0
    for (index, path) in paths.enumerated() where !path.hasSuffix("/") {
      let entry = ZipEntry(path: path, bytes: try content(UInt64(index), path, total))
      total += entry.bytes.count
      entries.append(entry)
    }
    return entries
  }

  /// All paths are looked at before anything is unpacked, and all that are wrong told at once.
  private func paths(_ count: Int) throws -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    var faults: [ArchiveFault] = []
    for index in 0..<UInt64(max(0, count)) {
      guard let name = zip_get_name(archive, index, 0) else { throw ArchiveFault.damaged("#\(index + 1)") }
      let path = String(cString: name)
      if !Zip.isSafe(path.hasSuffix("/") ? String(path.dropLast()) : path) {
        faults.append(.unsafePath(path))
      } else if !seen.insert(path).inserted {
        faults.append(.duplicate(path))
      }
      found.append(path)
    }
    if let first = faults.first { throw faults.count == 1 ? first : ArchiveFault.several(faults) }
    return found
  }

  private func content(_ index: UInt64, _ path: String, _ total: Int) throws -> [UInt8] {
    var facts = zip_stat_t()
    guard zip_stat_index(archive, index, 0, &facts) == 0 else { throw ArchiveFault.damaged(path) }
    if facts.encryption_method != UInt16(ZIP_EM_NONE) { throw ArchiveFault.encrypted(path) }
    if !isOrdinary(index) { throw ArchiveFault.notAFile(path) }
    // What the archive says of its sizes is only a first look: it may lie.
    if facts.size > UInt64(limits.entrySize) { throw ArchiveFault.entryTooLarge(path) }
    guard let file = zip_fopen_index(archive, index, 0) else { throw ArchiveFault.damaged(path) }
    defer { zip_fclose(file) }

    let dense = facts.comp_size.multipliedReportingOverflow(by: UInt64(limits.ratio))
    let densest = dense.overflow ? Int.max : max(1 << 20, Int(clamping: dense.partialValue))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(Int(facts.size), 4 << 20))
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let length = zip_fread(file, &piece, UInt64(piece.count))
      if length < 0 { throw ArchiveFault.damaged(path) }
      if length == 0 { break }
      bytes.append(contentsOf: piece[..<Int(length)])
      if bytes.count > limits.entrySize { throw ArchiveFault.entryTooLarge(path) }
      if bytes.count > densest { throw ArchiveFault.tooDense(path) }
      if total + bytes.count > limits.totalSize { throw ArchiveFault.totalTooLarge(path) }
    }
    if UInt64(bytes.count) != facts.size { throw ArchiveFault.damaged(path) }
    return bytes
  }

  /// Not a link, a device or anything else that only means something on a disk.
  private func isOrdinary(_ index: UInt64) -> Bool {
    var system: UInt8 = 0
    var attributes: UInt32 = 0
    guard zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0 else { return false }
    if system != UInt8(ZIP_OPSYS_UNIX) { return true }
    let kind = attributes >> 16 & 0o170000
    return kind == 0 || kind == 0o100000
  }
}

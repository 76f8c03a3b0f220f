#!/usr/bin/env bash
# MimeKit writes an encoded word and a quoted string without a blank between them: other readers put one into the name.
#
# Versions: MimeKit 4.18.2 (NuGet, .NET 10), mailparser 3.14.2 (npm).
# Behaviour: a display name that holds letters beyond ASCII, and a comma right after a quotation mark, is written as an encoded word, at
# once followed by the comma in quotation marks. RFC 2047, section 5 (3), wants linear white space between the two. MimeKit reads its own
# writing exactly; mailparser takes the two for two words and reads a blank that nobody wrote. Nothing is refused, and no address is lost.
# What to do: nothing depends on it but looks. A test that compares such a name has to read it with MimeKit, or leave out one of the two.
#
# Output seen:
#   written: =?utf-8?b?4Kaq4Kam4KeN4Kau4Ka+ICLgpp/gp43gprDgp4fgpqHgpr7gprDgp43gprgi?=","
#   MimeKit: পদ্মা "ট্রেডার্স", লিমিটেড
#   mailparser: পদ্মা "ট্রেডার্স" , লিমিটেড
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir name
cat >name/name.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MimeKit" Version="4.18.2" />
  </ItemGroup>
</Project>
PROJECT
cat >name/Name.cs <<'CSHARP'
using MimeKit;

var message = new MimeMessage { Body = new TextPart("plain") { Text = "Text" } };
message.To.Add(new MailboxAddress("পদ্মা \"ট্রেডার্স\", লিমিটেড", "accounts@example.org"));
message.WriteTo(args[0]);
System.Console.WriteLine($"MimeKit: {MimeMessage.Load(args[0]).To[0].Name}");
CSHARP
npm install --silent --no-audit --no-fund mailparser@3.14.2 >/dev/null
cat >read.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import { simpleParser } from "mailparser";
const message = await simpleParser(readFileSync("message.eml"));
console.log(`mailparser: ${message.to.value[0].name}`);
SCRIPT

read=$(dotnet run --project name -v q -- "$work/message.eml")
{
  echo "written: $(sed -n 's/^To: //p' message.eml | tr -d '\r')"
  echo "$read"
  node read.mjs
} | tee seen.txt

diff - seen.txt <<'EXPECTED'
written: =?utf-8?b?4Kaq4Kam4KeN4Kau4Ka+ICLgpp/gp43gprDgp4fgpqHgpr7gprDgp43gprgi?=","
MimeKit: পদ্মা "ট্রেডার্স", লিমিটেড
mailparser: পদ্মা "ট্রেডার্স" , লিমিটেড
EXPECTED
